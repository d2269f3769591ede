pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
seva_kernel_library(actions LIBRARIES seva_domain PRIVATE_LIBRARIES Boost::json PkgConfig::SODIUM)
# Exchanged by the linker in a program of the tests: an object of its own.
set_source_files_properties(${CMAKE_CURRENT_SOURCE_DIR}/actions/failpoint.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
