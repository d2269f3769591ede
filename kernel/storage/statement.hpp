#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "domain/ids.hpp"
#include "domain/instant.hpp"

namespace seva::storage {

/// A statement of ours. Its name stands in errors, where text and values must not. Parameters are written :name, each name once,
/// and are bound by their order; no colon stands anywhere else.
struct Statement {
  std::string_view name;
  std::string text;
};

/// A statement that answers with rows of `columns` columns.
struct Select {
  std::string_view name;
  std::string text;
  int columns = 0;
};

/// `SELECT columns rest`. `columns` are parted by commas; those within parentheses part none. Reading more columns than a row has would read
/// foreign memory: the client library checks nothing.
[[nodiscard]] Select select(std::string_view name, std::string_view columns, std::string_view rest);

/// `INSERT INTO table (columns) VALUES (:column, …) suffix`.
[[nodiscard]] Statement insert(std::string_view name, std::string_view table, std::string_view columns, std::string_view suffix = {});

/// What a parameter takes: NULL, a number, or bytes that live until the statement was carried out.
using Value = std::variant<std::monostate, std::int64_t, std::string_view>;

template <class Number>
requires std::integral<Number>
[[nodiscard]] Value to_value(Number number) { return static_cast<std::int64_t>(number); }
template <class Enumeration>
requires std::is_enum_v<Enumeration>
[[nodiscard]] Value to_value(Enumeration value) { return static_cast<std::int64_t>(value); }
template <class Tag>
[[nodiscard]] Value to_value(domain::Id<Tag> id) {
  return id.value;
}
[[nodiscard]] inline Value to_value(domain::Instant at) { return domain::to_micros(at); }
[[nodiscard]] inline Value to_value(std::optional<domain::Instant> at) { return at ? Value{domain::to_micros(*at)} : Value{}; }
[[nodiscard]] inline Value to_value(std::string_view text) { return text; }
[[nodiscard]] inline Value to_value(const std::string& text) { return std::string_view(text); }
Value to_value(std::string&& text) = delete;
[[nodiscard]] inline Value to_value(Value value) { return value; }

/// A row that was read; its fields are taken in the order of the columns. Throws DatabaseError where a field is not what it is taken for.
class Row {
 public:
  struct Field {
    std::string_view text;
    bool is_null = false;
  };

  Row(std::string_view statement, std::span<const Field> fields) : statement_(statement), fields_(fields) {}

  [[nodiscard]] std::string text();
  [[nodiscard]] std::string_view view();
  [[nodiscard]] std::int64_t number();
  [[nodiscard]] std::optional<std::int64_t> maybe_number();
  [[nodiscard]] std::uint32_t count() { return static_cast<std::uint32_t>(number()); }
  /// Is the next field NULL? It stays the next one.
  [[nodiscard]] bool is_null() const { return place_ < fields_.size() && fields_[place_].is_null; }
  [[nodiscard]] bool flag() { return number() != 0; }
  [[nodiscard]] domain::Instant instant() { return domain::from_micros(number()); }
  [[nodiscard]] std::optional<domain::Instant> maybe_instant();

  template <class Id>
  [[nodiscard]] Id id() {
    return Id{number()};
  }
  /// One of an enumeration that goes from 1 to `last` without a gap.
  template <class Enumeration>
  [[nodiscard]] Enumeration one_of(Enumeration last) {
    const std::int64_t value = number();
    if (value < 1 || value > static_cast<std::int64_t>(last)) refuse();
    return static_cast<Enumeration>(value);
  }

 private:
  const Field& next();
  [[noreturn]] void refuse() const;

  std::string_view statement_;
  std::span<const Field> fields_;
  std::size_t place_ = 0;
};

}  // namespace seva::storage
