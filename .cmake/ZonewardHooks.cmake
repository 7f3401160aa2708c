# The files of hooks/ as text in the program: `zoneward init --hook` writes them.
function(zoneward_hooks)
  if(NOT TARGET zw_engine)
    return()
  endif()
  set(entries "")
  foreach(name pre-receive update post-receive pre-commit pre-push)
    set_property(DIRECTORY APPEND PROPERTY
      CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/hooks/${name})
    file(READ ${CMAKE_SOURCE_DIR}/hooks/${name} text)
    string(REPLACE "\\" "\\\\" text "${text}")
    string(REPLACE "\"" "\\\"" text "${text}")
    string(REPLACE "\n" "\\n\"\n\t\"" text "${text}")
    string(APPEND entries "    {\"${name}\",\n\t\"${text}\"},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/hook_files.c CONTENT
"/* Made from hooks/: what zoneward init --hook writes. */
#include \"engine/installing.h\"

#include <stddef.h>

const struct hook_file hook_files[] = {
@entries@    {NULL, NULL},
};
" @ONLY)
  target_sources(zw_engine PRIVATE ${CMAKE_BINARY_DIR}/generated/hook_files.c)
endfunction()
