# Installs the program and the library, in the components program, library and development.
if(FIRSTSEEN_PROGRAM)
  install(TARGETS firstseen_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
endif()
if(NOT FIRSTSEEN_LIBRARY)
  return()
endif()

install(
  TARGETS firstseen
  EXPORT firstseenTargets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library NAMELINK_COMPONENT development
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/firstseen DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development
        FILES_MATCHING PATTERN "*.h")

# find_package(firstseen)
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/firstseen)
get_target_property(library_type firstseen TYPE)
list(JOIN firstseen_modules " " package_modules)
configure_package_config_file(firstseenConfig.cmake.in firstseenConfig.cmake INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(firstseenConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(EXPORT firstseenTargets NAMESPACE firstseen:: DESTINATION ${package_folder} COMPONENT development)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/firstseenConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/firstseenConfigVersion.cmake
        DESTINATION ${package_folder} COMPONENT development)

# pkg-config firstseen: its folders are relative to its own, so that `cmake --install --prefix` and DESTDIR move them too.
file(RELATIVE_PATH prefix_from_pc ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" prefix_from_pc "${prefix_from_pc}")
foreach(folder IN ITEMS LIBDIR INCLUDEDIR)
  set(pc_${folder} "\${prefix}")
  cmake_path(APPEND pc_${folder} ${CMAKE_INSTALL_${folder}})
endforeach()
# What a static library is linked with. libunistring has no module, and libarchive's own libraries are left out, because Debian does not install the
# development files of all of them with it.
if(library_type STREQUAL "STATIC_LIBRARY")
  set(pc_requires simdjson fmt tomlplusplus ${firstseen_modules})
  list(REMOVE_ITEM pc_requires libarchive)
  list(JOIN pc_requires " " pc_requires)
  set(pc_libs "-larchive -lunistring -pthread")
endif()
configure_file(firstseen.pc.in firstseen.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/firstseen.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
        COMPONENT development)
