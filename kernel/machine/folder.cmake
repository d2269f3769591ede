pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(MAGIC REQUIRED IMPORTED_TARGET libmagic)
seva_kernel_library(machine LIBRARIES seva_actions PRIVATE_LIBRARIES PkgConfig::SODIUM PkgConfig::MAGIC)
