find_package(CURL REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(spdlog REQUIRED)
seva_kernel_library(hosting LIBRARIES seva_actions
                    PRIVATE_LIBRARIES Boost::json CURL::libcurl OpenSSL::Crypto spdlog::spdlog ${CMAKE_DL_LIBS})
target_include_directories(seva_hosting PRIVATE ${PROJECT_SOURCE_DIR}/sdk/include)

# The process of one plugin. It stands beside `seva`, in the build and installed, and links next to nothing.
file(GLOB plugin_host_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/hosting/child/*.cpp)
add_executable(seva-plugin-host ${plugin_host_sources})
target_include_directories(seva-plugin-host PRIVATE ${CMAKE_CURRENT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/sdk/include)
target_link_libraries(seva-plugin-host PRIVATE ${CMAKE_DL_LIBS})
set_target_properties(seva-plugin-host PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
add_dependencies(seva_hosting seva-plugin-host)
