find_package(Poco REQUIRED COMPONENTS Foundation Net)
# Poco's targets pass on _FILE_OFFSET_BITS, with which the shared precompiled header cannot be used; on 64 bits it means nothing.
foreach(target Poco::Foundation Poco::Net)
  get_target_property(definitions ${target} INTERFACE_COMPILE_DEFINITIONS)
  if(definitions)
    list(REMOVE_ITEM definitions _FILE_OFFSET_BITS=64 _LARGEFILE64_SOURCE _REENTRANT _THREAD_SAFE _XOPEN_SOURCE=500)
    set_target_properties(${target} PROPERTIES INTERFACE_COMPILE_DEFINITIONS "${definitions}")
  endif()
endforeach()
find_package(prometheus-cpp CONFIG REQUIRED)
find_package(spdlog REQUIRED)
find_package(ZLIB REQUIRED)
find_package(ICU 72 REQUIRED COMPONENTS uc i18n)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)

seva_kernel_library(http LIBRARIES seva_domain seva_actions Boost::json
  PRIVATE_LIBRARIES Poco::Net Poco::Foundation prometheus-cpp::core spdlog::spdlog ZLIB::ZLIB ICU::i18n ICU::uc PkgConfig::QRENCODE)

# Each file of routes has its own list, show, add: compiled one by one where others are joined.
file(GLOB seva_http_routes CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/http/routes/*.cpp)
set_source_files_properties(${seva_http_routes} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)

# The pages, their words, the style sheet and the API's description travel inside the binary.
file(GLOB_RECURSE seva_http_files CONFIGURE_DEPENDS
  ${CMAKE_CURRENT_SOURCE_DIR}/http/openapi.yaml ${CMAKE_CURRENT_SOURCE_DIR}/http/pages/*.mustache ${CMAKE_CURRENT_SOURCE_DIR}/http/pages/*.css
  ${CMAKE_CURRENT_SOURCE_DIR}/http/pages/*.svg ${CMAKE_CURRENT_SOURCE_DIR}/http/pages/*.json)
add_custom_command(OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/http_embedded.cpp
  COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_CURRENT_SOURCE_DIR}/http -DOUTPUT=${CMAKE_CURRENT_BINARY_DIR}/http_embedded.cpp
          "-DFILES=${seva_http_files}" -P ${CMAKE_CURRENT_SOURCE_DIR}/http/embed.cmake
  DEPENDS ${seva_http_files} ${CMAKE_CURRENT_SOURCE_DIR}/http/embed.cmake
  COMMENT "Embedding the pages" VERBATIM)
target_sources(seva_http PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/http_embedded.cpp)
