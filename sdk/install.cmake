# What `cmake --install` gives the authors of plugins: find_package(Seva), headers, testing library, templates, pages. All of it may be moved.
include(CMakePackageConfigHelpers)

set_target_properties(seva_sdk PROPERTIES EXPORT_NAME sdk)
set_target_properties(seva_sdk_runtime PROPERTIES EXPORT_NAME sdk_runtime)
set_target_properties(seva_sdk_testing PROPERTIES EXPORT_NAME sdk_testing)
install(TARGETS seva_sdk seva_sdk_runtime seva_sdk_testing EXPORT SevaTargets ARCHIVE DESTINATION lib)
install(EXPORT SevaTargets NAMESPACE Seva:: DESTINATION lib/cmake/Seva)
install(DIRECTORY include/seva testing/include/seva DESTINATION include)

configure_package_config_file(cmake/SevaConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/SevaConfig.cmake INSTALL_DESTINATION lib/cmake/Seva)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/SevaConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/SevaConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/SevaConfigVersion.cmake
              cmake/seva_add_plugin.cmake cmake/seva_manifest.hpp.in cmake/plugin.map
        DESTINATION lib/cmake/Seva)

install(DIRECTORY template schemas DESTINATION share/seva)
install(FILES GUIDE.md PROTOCOL.md REFERENCE.md FRAMES.md DESTINATION share/doc/seva)

# A program that was not installed finds the templates beside itself.
file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/template ${CMAKE_BINARY_DIR}/template SYMBOLIC)
