#include "http/accepted_encoding.hpp"

#include "http/encoding.hpp"

namespace seva::http {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Takes the first member of a list with this separator away and answers it.
std::string_view next_of(std::string_view& list, char separator) {
  const auto end = list.find(separator);
  const std::string_view member = trimmed(list.substr(0, end));
  list = end == std::string_view::npos ? std::string_view{} : list.substr(end + 1);
  return member;
}

bool is_zero(std::string_view weight) { return weight.find_first_not_of("0.") == std::string_view::npos; }

}  // namespace

bool accepts(std::string_view accept_encoding, std::string_view coding) {
  while (!accept_encoding.empty()) {
    std::string_view member = next_of(accept_encoding, ',');
    if (lower_case(next_of(member, ';')) != coding) continue;
    const std::string_view weight = trimmed(member);
    return !(weight.starts_with("q=") || weight.starts_with("Q=")) || !is_zero(weight.substr(2));
  }
  return false;
}

bool names_tag(std::string_view if_none_match, std::string_view tag) {
  if (trimmed(if_none_match) == "*") return true;
  while (!if_none_match.empty()) {
    std::string_view member = next_of(if_none_match, ',');
    if (member.starts_with("W/")) member.remove_prefix(2);
    if (member == tag) return true;
  }
  return false;
}

}  // namespace seva::http
