#include <array>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parser.hpp>
#include <optional>

#include "seva/json.hpp"
#include "utf8.hpp"

namespace seva::json {
namespace {

constexpr std::size_t kBufferSize = 64 * 1024;

boost::json::parse_options strict() {
  boost::json::parse_options options;
  options.max_depth = Document::kMaxDepth;
  return options;
}

}  // namespace

struct Document::State {
  std::unique_ptr<unsigned char[]> buffer = std::make_unique<unsigned char[]>(kBufferSize);
  boost::json::parser parser{{}, strict()};
  // Made anew for every text: release() of Boost 1.81 loses the buffer after some rounds.
  std::optional<boost::json::monotonic_resource> memory;
  std::optional<boost::json::value> root;
};

Document::Document() : state_(std::make_unique<State>()) {}
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

ParseResult Document::parse(std::string_view text) {
  state_->root.reset();
  state_->parser.reset();
  state_->memory.emplace(state_->buffer.get(), kBufferSize);
  state_->parser.reset(&*state_->memory);
  boost::json::error_code error;
  state_->parser.write(text.data(), text.size(), error);
  if (!error) {
    state_->root.emplace(state_->parser.release());
    return ParseResult::ok;
  }
  if (error == boost::json::error::too_deep) return ParseResult::too_deep;
  return is_valid_utf8(text) ? ParseResult::not_json : ParseResult::bad_utf8;
}

View Document::root() const { return state_->root ? View(&*state_->root) : View(); }

}  // namespace seva::json
