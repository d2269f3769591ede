find_package(ICU 72 REQUIRED COMPONENTS uc i18n)
seva_kernel_library(domain LIBRARIES Boost::headers PRIVATE_LIBRARIES ICU::uc ICU::i18n)
