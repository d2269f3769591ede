find_package(SOCI REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(ZLIB REQUIRED)
pkg_check_modules(MARIADB REQUIRED IMPORTED_TARGET libmariadb)

# The migrations travel in the program: a database and the program that serves it cannot come apart.
file(GLOB migrations CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/storage/migrations/[0-9][0-9][0-9]_*.sql)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${migrations})
set(SEVA_MIGRATIONS "")
foreach(migration ${migrations})
  get_filename_component(name ${migration} NAME_WE)
  string(SUBSTRING ${name} 0 3 number)
  file(READ ${migration} text)
  string(REGEX REPLACE "^0+" "" number ${number})
  string(APPEND SEVA_MIGRATIONS "    {${number}, \"${name}\", R\"sql(${text})sql\"},\n")
endforeach()
configure_file(${CMAKE_CURRENT_SOURCE_DIR}/storage/embedded_migrations.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/storage/embedded_migrations.cpp @ONLY)

seva_kernel_library(storage LIBRARIES seva_actions PRIVATE_LIBRARIES Boost::json SOCI::sqlite3 SOCI::mysql SQLite::SQLite3 PkgConfig::MARIADB
  ZLIB::ZLIB PkgConfig::SODIUM)
target_sources(seva_storage PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/storage/embedded_migrations.cpp)
# SOCI hides the type information of its backends, so the sanitizer's look at virtual tables cannot be linked there.
set_source_files_properties(${CMAKE_CURRENT_SOURCE_DIR}/storage/connection.cpp PROPERTIES COMPILE_OPTIONS -fno-sanitize=vptr)
