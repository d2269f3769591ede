#include "http/console_files.hpp"

#include <spdlog/spdlog.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "actions/digest.hpp"
#include "http/accepted_encoding.hpp"

namespace seva::http {
namespace {

namespace fs = std::filesystem;
constexpr std::uintmax_t kLargest = 8U << 20;
constexpr std::size_t kTagDigits = 24;
constexpr std::size_t kBuildDigits = 12;

struct Kind {
  std::string_view ending;
  std::string_view type;
};
constexpr Kind kKinds[] = {{".html", "text/html; charset=utf-8"},
                           {".js", "text/javascript; charset=utf-8"},
                           {".css", "text/css; charset=utf-8"},
                           {".svg", "image/svg+xml"},
                           {".json", "application/json"},
                           {".woff2", "font/woff2"},
                           {".png", "image/png"},
                           {".ico", "image/x-icon"},
                           {".txt", "text/plain; charset=utf-8"}};

struct Packing {
  std::string_view coding;
  std::string ConsoleFiles::File::*bytes;
};
constexpr Packing kPackings[] = {{"br", &ConsoleFiles::File::brotli}, {"gzip", &ConsoleFiles::File::gzip}};

std::string_view type_of(std::string_view name) {
  for (const Kind& kind : kKinds)
    if (name.ends_with(kind.ending)) return kind.type;
  return "application/octet-stream";
}

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

ConsoleFiles::ConsoleFiles(const std::string& folder) {
  std::error_code none;
  if (folder.empty() || !fs::is_regular_file(fs::path(folder) / "index.html", none)) {
    spdlog::warn("the console is not built: its pages say so; deploy/console.sh builds it");
    return;
  }
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.is_symlink() || entry.file_size() > kLargest) continue;
    std::string name = fs::relative(entry.path(), folder).generic_string();
    const std::string_view packing = name.ends_with(".br") ? ".br" : name.ends_with(".gz") ? ".gz" : "";
    name.erase(name.size() - packing.size());
    File& file = files_[name];
    (packing == ".br" ? file.brotli : packing == ".gz" ? file.gzip : file.plain) = content_of(entry.path());
  }
  std::erase_if(files_, [](const auto& file) { return file.second.plain.empty(); });
  for (auto& [name, file] : files_) {
    file.type = type_of(name);
    file.tag = '"' + actions::sha256_hex(file.plain).substr(0, kTagDigits) + '"';
  }
  index_ = find("index.html");
  if (index_ != nullptr) build_ = actions::sha256_hex(index_->plain).substr(0, kBuildDigits);
}

const ConsoleFiles::File* ConsoleFiles::find(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

Response file_response(const ConsoleFiles::File& file, const Request& request) {
  Response response;
  response.with("ETag", file.tag).with("Vary", "Accept-Encoding");
  if (names_tag(request.header("if-none-match"), file.tag)) {
    response.status = 304;
    return response;
  }
  response.content_type = file.type;
  const std::string_view accepted = request.header("accept-encoding");
  for (const auto& [coding, bytes] : kPackings) {
    if ((file.*bytes).empty() || !accepts(accepted, coding)) continue;
    response.body = file.*bytes;
    response.headers.emplace_back("Content-Encoding", coding);
    return response;
  }
  response.body = file.plain;
  return response;
}

}  // namespace seva::http
