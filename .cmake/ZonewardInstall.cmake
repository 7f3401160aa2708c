# What "cmake --install" puts where.
install(TARGETS zoneward RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

# The commands of octoDNS that zoneward stands in for: it looks at its own name.
if(ZW_DROPIN)
  foreach(command sync validate dump compare report versions schema)
    set(link ${CMAKE_BINARY_DIR}/octodns-${command})
    file(CREATE_LINK zoneward ${link} SYMBOLIC)
    install(FILES ${link} DESTINATION ${CMAKE_INSTALL_BINDIR})
  endforeach()
endif()

set(share ${CMAKE_INSTALL_DATADIR}/zoneward)
if(IS_DIRECTORY ${CMAKE_SOURCE_DIR}/hooks)
  install(DIRECTORY hooks/ DESTINATION ${share}/hooks USE_SOURCE_PERMISSIONS
    PATTERN "*.md" EXCLUDE)
endif()
if(IS_DIRECTORY ${CMAKE_SOURCE_DIR}/ci-templates)
  install(DIRECTORY ci-templates/ DESTINATION ${share}/ci-templates)
endif()
foreach(file README.md LICENSE)
  if(EXISTS ${CMAKE_SOURCE_DIR}/${file})
    install(FILES ${file} DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/zoneward)
  endif()
endforeach()
