# seva_add_plugin(NAME SOURCES a.cpp b.cpp [LIBRARIES lib …])
#
# Builds the plugin NAME as the shared library NAME.so under <build>/plugins: hidden symbols, no GNU_UNIQUE, one exported name, nothing undefined.
set(SEVA_PLUGIN_VERSION_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/plugin.map)

function(seva_add_plugin name)
  cmake_parse_arguments(PLUGIN "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_library(${name} MODULE ${PLUGIN_SOURCES})
  target_link_libraries(${name} PRIVATE Seva::sdk ${PLUGIN_LIBRARIES})
  target_compile_options(${name} PRIVATE -fvisibility=hidden -fvisibility-inlines-hidden $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
  target_link_options(${name} PRIVATE -Wl,--version-script=${SEVA_PLUGIN_VERSION_SCRIPT})
  if(NOT CMAKE_CXX_FLAGS MATCHES "sanitize")
    target_link_options(${name} PRIVATE -Wl,-z,defs)
  endif()
  set_target_properties(${name} PROPERTIES PREFIX "" LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/plugins
                        LINK_DEPENDS ${SEVA_PLUGIN_VERSION_SCRIPT})
endfunction()
