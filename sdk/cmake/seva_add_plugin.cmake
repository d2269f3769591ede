# seva_add_plugin(NAME SOURCES a.cpp b.cpp [MANIFEST manifest.json] [LIBRARIES lib …])
#
# Builds the plugin NAME as the shared library NAME.so under <build>/plugins: hidden symbols, no GNU_UNIQUE, one exported name, nothing undefined.
# MANIFEST makes the file's text available as seva::kManifest of <seva_manifest.hpp>. The target NAME_objects is the same code for a
# test program to link; it then finds the plugin under its C name, seva_plugin_v1.

function(seva_hide_symbols target)
  target_compile_options(${target} PRIVATE -fvisibility=hidden -fvisibility-inlines-hidden $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
endfunction()

function(seva_add_plugin name)
  set(version_script ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin.map)
  cmake_parse_arguments(PLUGIN "" "MANIFEST" "SOURCES;LIBRARIES" ${ARGN})
  add_library(${name}_objects OBJECT ${PLUGIN_SOURCES})
  target_include_directories(${name}_objects PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(${name}_objects PUBLIC Seva::sdk_runtime ${PLUGIN_LIBRARIES})
  seva_hide_symbols(${name}_objects)
  if(PLUGIN_MANIFEST)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PLUGIN_MANIFEST})
    file(READ ${PLUGIN_MANIFEST} SEVA_MANIFEST)
    configure_file(${CMAKE_CURRENT_FUNCTION_LIST_DIR}/seva_manifest.hpp.in ${CMAKE_CURRENT_BINARY_DIR}/manifest/seva_manifest.hpp @ONLY)
    target_include_directories(${name}_objects PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/manifest)
  endif()

  add_library(${name} MODULE)
  target_link_libraries(${name} PRIVATE ${name}_objects)
  target_link_options(${name} PRIVATE -Wl,--version-script=${version_script} -Wl,--gc-sections)
  if(NOT CMAKE_CXX_FLAGS MATCHES "sanitize")
    target_link_options(${name} PRIVATE -Wl,-z,defs)
  endif()
  set_target_properties(${name} PROPERTIES PREFIX "" LINKER_LANGUAGE CXX LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/plugins
                        LINK_DEPENDS ${version_script})
  if(TARGET seva_plugins)
    add_dependencies(seva_plugins ${name})
  endif()
endfunction()
