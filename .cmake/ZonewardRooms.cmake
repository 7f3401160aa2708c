# A room is a folder of src/: one static library, linked after all that may use it.
pkg_check_modules(CJSON REQUIRED IMPORTED_TARGET libcjson)

# What a room links beside the rooms before it.
set(ZW_PACKAGES_dns libidn2)
set(ZW_PACKAGES_yaml yaml-0.1)
set(ZW_PACKAGES_git libgit2)
set(ZW_PACKAGES_config libpcre2-8)
set(ZW_PACKAGES_http libcrypto)
set(ZW_PACKAGES_plan libcrypto)

# Link packages of pkg-config to a target.
function(zoneward_packages target)
  foreach(package IN LISTS ARGN)
    string(MAKE_C_IDENTIFIER "ZW_PKG_${package}" prefix)
    pkg_check_modules(${prefix} REQUIRED IMPORTED_TARGET GLOBAL ${package})
    target_link_libraries(${target} PUBLIC PkgConfig::${prefix})
  endforeach()
endfunction()

function(zoneward_room room)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${room}/*.c)
  if(NOT sources)
    message(STATUS "Room ${room} is empty")
    return()
  endif()
  add_library(zw_${room} STATIC ${sources})
  target_link_libraries(zw_${room} PUBLIC zw_flags PkgConfig::CJSON)
  zoneward_packages(zw_${room} ${ZW_PACKAGES_${room}})
  if(room STREQUAL "core")
    # libunistring comes without a pkg-config file.
    find_library(ZW_UNISTRING unistring REQUIRED)
    target_link_libraries(zw_core PUBLIC ${ZW_UNISTRING})
  endif()
  if(room STREQUAL "http")
    # Headers only: the library is loaded when it is first needed, because
    # linking it costs 3 ms at every start.
    pkg_check_modules(CURL REQUIRED libcurl)
    target_include_directories(zw_http SYSTEM PRIVATE ${CURL_INCLUDE_DIRS})
    target_link_libraries(zw_http PUBLIC ${CMAKE_DL_LIBS})
  endif()
endfunction()

# Link a program to the rooms given, highest first, and to the providers when
# the room provider is among them.
function(zoneward_link target)
  set(rooms ${ARGN})
  list(REVERSE rooms)
  if("provider" IN_LIST rooms AND TARGET zw_registry)
    target_link_libraries(${target} PRIVATE zw_registry)
    get_property(providers GLOBAL PROPERTY ZW_PROVIDERS)
    foreach(name IN LISTS providers)
      target_link_libraries(${target} PRIVATE zw_provider_${name})
    endforeach()
  endif()
  foreach(room IN LISTS rooms)
    if(TARGET zw_${room})
      target_link_libraries(${target} PRIVATE zw_${room})
    endif()
  endforeach()
  target_link_libraries(${target} PRIVATE zw_flags)
endfunction()
