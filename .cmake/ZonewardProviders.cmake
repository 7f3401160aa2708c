# A provider is a folder of providers/ with one object NAME_provider_class, or
# those named after OBJECTS; the table of them is written when the build is configured.

# zoneward_provider(NAME CLASS… [OBJECTS NAME…] [PACKAGES PACKAGE…] [LOADS PACKAGE…]):
# the classes tell a reader what the folder answers to, the packages are what
# pkg-config knows.  Those under LOADS are not linked, which would slow every start: the
# provider loads them when it needs them, and has their headers.
function(zoneward_provider name)
  cmake_parse_arguments(arg "" "" "OBJECTS;PACKAGES;LOADS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/providers/${name}/*.c)
  if(NOT sources)
    message(WARNING "providers/${name} has no C file: left out")
    return()
  endif()
  add_library(zw_provider_${name} STATIC ${sources})
  target_link_libraries(zw_provider_${name} PUBLIC zw_flags PkgConfig::CJSON)
  zoneward_packages(zw_provider_${name} ${arg_PACKAGES})
  foreach(package IN LISTS arg_LOADS)
    string(MAKE_C_IDENTIFIER "ZW_LOAD_${package}" prefix)
    pkg_check_modules(${prefix} REQUIRED ${package})
    target_include_directories(zw_provider_${name} SYSTEM PUBLIC ${${prefix}_INCLUDE_DIRS})
    target_link_libraries(zw_provider_${name} PUBLIC ${CMAKE_DL_LIBS})
  endforeach()
  set_property(GLOBAL APPEND PROPERTY ZW_PROVIDERS ${name})
  if(NOT arg_OBJECTS)
    set(arg_OBJECTS ${name})
  endif()
  set_property(GLOBAL APPEND PROPERTY ZW_PROVIDER_OBJECTS ${arg_OBJECTS})
endfunction()

function(zoneward_registry)
  if(NOT TARGET zw_provider)
    return()
  endif()
  get_property(objects GLOBAL PROPERTY ZW_PROVIDER_OBJECTS)
  set(externs "")
  set(entries "")
  foreach(name IN LISTS objects)
    string(MAKE_C_IDENTIFIER ${name} id)
    string(APPEND externs "extern const struct provider_class ${id}_provider_class;\n")
    string(APPEND entries "    &${id}_provider_class,\n")
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/registry_table.c CONTENT
"/* Made from providers/CMakeLists.txt: every provider that is built in. */
#include \"provider/registry.h\"

${externs}
const struct provider_class *const provider_table[] = {
${entries}    NULL,
};
" @ONLY)
  add_library(zw_registry OBJECT ${CMAKE_BINARY_DIR}/generated/registry_table.c)
  target_link_libraries(zw_registry PUBLIC zw_flags)
endfunction()
