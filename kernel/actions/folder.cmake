pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
seva_kernel_library(actions LIBRARIES seva_domain PRIVATE_LIBRARIES Boost::json PkgConfig::SODIUM)
