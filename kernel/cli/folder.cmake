find_package(ZLIB REQUIRED)
seva_kernel_library(cli LIBRARIES seva_actions PRIVATE_LIBRARIES Boost::json ZLIB::ZLIB seva_plugin_checks)
