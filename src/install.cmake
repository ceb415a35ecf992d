# Installs the program and the library.
if(FIRSTSEEN_PROGRAM)
  install(TARGETS firstseen_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
if(NOT FIRSTSEEN_LIBRARY)
  return()
endif()

install(
  TARGETS firstseen
  EXPORT firstseenTargets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/firstseen DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        FILES_MATCHING PATTERN "*.h")

# find_package(firstseen)
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/firstseen)
get_target_property(library_type firstseen TYPE)
configure_package_config_file(firstseenConfig.cmake.in firstseenConfig.cmake INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(firstseenConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(EXPORT firstseenTargets NAMESPACE firstseen:: DESTINATION ${package_folder})
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/firstseenConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/firstseenConfigVersion.cmake
        DESTINATION ${package_folder})
