# Writes OUTPUT: a C++ source that holds the bytes of FILES under their paths below ROOT.
set(source "#include \"http/embedded.hpp\"\n\nnamespace seva::http {\nnamespace {\n\nconstexpr EmbeddedFile kFiles[] = {\n")
foreach(file ${FILES})
  file(RELATIVE_PATH name ${ROOT} ${file})
  file(READ ${file} content)
  string(APPEND source "    {\"${name}\", R\"~seva~(${content})~seva~\"},\n")
endforeach()
string(APPEND source "};\n\n}  // namespace\n\nstd::span<const EmbeddedFile> embedded_files() { return kFiles; }\n\n}  // namespace seva::http\n")
file(WRITE ${OUTPUT} "${source}")
