find_package(CURL REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(spdlog REQUIRED)
seva_kernel_library(hosting LIBRARIES seva_actions
                    PRIVATE_LIBRARIES Boost::json CURL::libcurl OpenSSL::Crypto spdlog::spdlog ${CMAKE_DL_LIBS})
target_include_directories(seva_hosting PRIVATE ${PROJECT_SOURCE_DIR}/sdk/include)
