find_package(yaml-cpp REQUIRED)
seva_kernel_library(settings LIBRARIES seva_actions PRIVATE_LIBRARIES yaml-cpp Boost::json)
