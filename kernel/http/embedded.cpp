#include "http/embedded.hpp"

#include <stdexcept>

namespace seva::http {

std::string_view embedded(std::string_view name) {
  for (const EmbeddedFile& file : embedded_files())
    if (file.name == name) return file.content;
  throw std::logic_error("not embedded: " + std::string(name));
}

}  // namespace seva::http
