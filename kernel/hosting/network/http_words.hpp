#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The words of HTTP and of libcurl that requests and streams share.
namespace seva::hosting {

/// Prepares libcurl for this process, once. Throws std::runtime_error where it cannot.
void prepare_http_library();

[[nodiscard]] std::string lower_case(std::string text);

/// True if the method is a token of RFC 9110 and no header smuggles a line, or says where the request goes or ends, which is the client's own affair.
[[nodiscard]] bool is_sound_request(const std::string& method, const std::vector<std::pair<std::string, std::string>>& headers);

/// Takes over a line of an answer's head: names in lower case, what comes several times joined with a comma. A status line begins anew.
void take_header_line(std::string_view line, std::vector<std::pair<std::string, std::string>>& headers);

/// unresolved, unreachable, timeout, tls or cut. `code` is libcurl's.
[[nodiscard]] std::string transfer_error(int code);

}  // namespace seva::hosting
