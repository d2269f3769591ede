#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// Reading and writing the JSON of a service that a channel talks to. What crosses the plugin boundary is not the author's business.
namespace seva::json {

/// A value inside a Document, or nothing. Asking nothing, or a value of another type, gives nothing or the fallback and never fails, so
/// that a path may be written without checks: `post["geo"]["place_id"].text()`.
/// Valid as long as the Document that it came from is neither parsed anew nor destroyed. Cheap to copy.
class View {
 public:
  class Iterator;

  View() = default;

  /// True if there is a value and it is not null.
  [[nodiscard]] explicit operator bool() const;
  [[nodiscard]] bool is_object() const;
  [[nodiscard]] bool is_array() const;
  [[nodiscard]] bool is_text() const;

  /// The member of an object.
  [[nodiscard]] View operator[](std::string_view key) const;
  /// The element of an array or the value of an object's member, in the order of the text.
  [[nodiscard]] View at(std::size_t index) const;
  /// The name of an object's member.
  [[nodiscard]] std::string_view key_at(std::size_t index) const;
  /// The number of elements or members; 0 for everything else.
  [[nodiscard]] std::size_t size() const;

  /// A string as it stands; empty for everything else.
  [[nodiscard]] std::string_view text() const;
  /// An identity: a string as it stands, a whole number in decimal digits, else empty.
  [[nodiscard]] std::string id() const;
  /// A whole number, also one written as a fraction without loss.
  [[nodiscard]] std::optional<std::int64_t> integer() const;
  [[nodiscard]] std::optional<double> number() const;
  [[nodiscard]] bool flag(bool fallback = false) const;

  /// The elements of an array; nothing for everything else.
  [[nodiscard]] Iterator begin() const;
  [[nodiscard]] Iterator end() const;

  /// For the SDK itself: `value` is the JSON library's value, or null.
  explicit View(const void* value) : value_(value) {}

 private:
  const void* value_ = nullptr;
};

class View::Iterator {
 public:
  Iterator(View array, std::size_t index) : array_(array), index_(index) {}
  [[nodiscard]] View operator*() const { return array_.at(index_); }
  Iterator& operator++() {
    ++index_;
    return *this;
  }
  friend bool operator!=(const Iterator& left, const Iterator& right) { return left.index_ != right.index_; }

 private:
  View array_;
  std::size_t index_;
};

enum class ParseResult : std::uint8_t {
  ok = 1,
  not_json,
  bad_utf8,
  too_deep  ///< more than Document::kMaxDepth arrays and objects inside one another
};

/// Parsed JSON text. Its memory is used again from one parse to the next, so keep one as a member. Not thread-safe.
class Document {
 public:
  static constexpr std::size_t kMaxDepth = 64;

  Document();
  ~Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;

  /// Replaces what was parsed before; all Views on it become invalid. Strict: RFC 8259 and nothing beside it, valid UTF-8 only.
  /// `text` may go away afterwards.
  [[nodiscard]] ParseResult parse(std::string_view text);

  /// Nothing if the last parse failed.
  [[nodiscard]] View root() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Appends JSON to a string. The caller nests rightly; commas and escapes are set here. Bytes that are not UTF-8 become U+FFFD, so the
/// text is always valid JSON.
class Writer {
 public:
  /// `out` outlives the writer.
  explicit Writer(std::string& out) : out_(out) {}

  Writer& begin_object() { return open('{'); }
  Writer& end_object() { return close('}'); }
  Writer& begin_array() { return open('['); }
  Writer& end_array() { return close(']'); }
  Writer& key(std::string_view name);
  Writer& text(std::string_view value);
  Writer& integer(std::int64_t value);
  /// What is not finite becomes null.
  Writer& number(double value);
  Writer& flag(bool value);

  /// A member of the object that is open.
  Writer& text(std::string_view name, std::string_view value) { return key(name).text(value); }
  Writer& integer(std::string_view name, std::int64_t value) { return key(name).integer(value); }
  Writer& number(std::string_view name, double value) { return key(name).number(value); }
  /// Only a bool, since a string literal would turn into one.
  template <std::same_as<bool> Flag>
  Writer& flag(std::string_view name, Flag value) {
    return key(name).flag(value);
  }

 private:
  Writer& open(char bracket);
  Writer& close(char bracket);
  void separate();

  std::string& out_;
  bool needs_comma_ = false;
};

}  // namespace seva::json
