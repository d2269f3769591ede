seva_kernel_library(machine LIBRARIES seva_actions PRIVATE_LIBRARIES PkgConfig::SODIUM)
