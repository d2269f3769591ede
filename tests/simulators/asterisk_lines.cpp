#include "simulators/asterisk_lines.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace seva::simulators {

std::string md5_hex(const std::string& text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_md5(), nullptr);
  std::string hex;
  for (unsigned int place = 0; place < size; ++place) {
    constexpr const char* kDigits = "0123456789abcdef";
    hex += kDigits[digest[place] >> 4];
    hex += kDigits[digest[place] & 15];
  }
  return hex;
}

std::string wire(const std::string& lines) {
  std::string text;
  std::size_t begin = 0;
  while (begin < lines.size()) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    text += lines.substr(begin, end - begin) + "\r\n";
    begin = end + 1;
  }
  return text + "\r\n";
}

std::string or_unknown(const std::string& text) { return text.empty() ? "<unknown>" : text; }

std::string channel_lines(const AsteriskCall& call, int state) {
  return "Channel: " + call.channel + "\nChannelState: " + std::to_string(state) + "\nCallerIDNum: " + or_unknown(call.number) +
         "\nCallerIDName: " + or_unknown(call.name) +
         "\nConnectedLineNum: <unknown>\nConnectedLineName: <unknown>\nLanguage: en\nContext: from-trunk\nExten: 112\nPriority: 4\nUniqueid: " +
         call.unique_id + "\nLinkedid: " + call.unique_id;
}

std::string agent_lines(const std::string& agent) {
  return "DestChannel: PJSIP/" + agent + "-0000002a\nDestUniqueid: agent-leg\nMemberName: " + agent + "\nInterface: PJSIP/" + agent;
}

}  // namespace seva::simulators
