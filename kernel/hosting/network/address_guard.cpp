#include "hosting/network/address_guard.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <cstring>

#include "hosting/network/curl_option.hpp"

namespace seva::hosting {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

struct Block4 {
  std::uint32_t first;
  unsigned bits;
};

constexpr std::uint32_t v4(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) { return a << 24 | b << 16 | c << 8 | d; }

/// What is not the public internet: https://www.iana.org/assignments/iana-ipv4-special-registry, multicast and what is reserved.
constexpr std::array kSpecial4{Block4{v4(0, 0, 0, 0), 8},      Block4{v4(10, 0, 0, 0), 8},     Block4{v4(100, 64, 0, 0), 10},
                               Block4{v4(127, 0, 0, 0), 8},    Block4{v4(169, 254, 0, 0), 16}, Block4{v4(172, 16, 0, 0), 12},
                               Block4{v4(192, 0, 0, 0), 24},   Block4{v4(192, 0, 2, 0), 24},   Block4{v4(192, 88, 99, 0), 24},
                               Block4{v4(192, 168, 0, 0), 16}, Block4{v4(198, 18, 0, 0), 15},  Block4{v4(198, 51, 100, 0), 24},
                               Block4{v4(203, 0, 113, 0), 24}, Block4{v4(224, 0, 0, 0), 4},    Block4{v4(240, 0, 0, 0), 4}};

bool is_public_4(std::uint32_t address) {
  for (const Block4& block : kSpecial4)
    if (((address ^ block.first) >> (32 - block.bits)) == 0) return false;
  return true;
}

std::uint32_t v4_at(const Bytes& bytes, std::size_t place) { return v4(bytes[place], bytes[place + 1], bytes[place + 2], bytes[place + 3]); }

bool begins_with(const Bytes& bytes, std::initializer_list<std::uint8_t> begin) {
  std::size_t place = 0;
  for (const std::uint8_t byte : begin)
    if (bytes[place++] != byte) return false;
  return true;
}

bool is_public_6(const Bytes& bytes) {
  constexpr std::size_t kLast4 = 12;
  const bool is_mapped = begins_with(bytes, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff});
  const bool is_nat64 = begins_with(bytes, {0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0});
  if (is_mapped || is_nat64) return is_public_4(v4_at(bytes, kLast4));
  const bool is_global_unicast = (bytes[0] & 0xe0) == 0x20;
  if (!is_global_unicast) return false;
  const bool is_6to4 = begins_with(bytes, {0x20, 0x02});
  if (is_6to4) return is_public_4(v4_at(bytes, 2));
  const bool is_protocol_assignment = begins_with(bytes, {0x20, 0x01}) && bytes[2] < 2;  // Teredo, benchmarking, ORCHID
  const bool is_documentation = begins_with(bytes, {0x20, 0x01, 0x0d, 0xb8}) || (begins_with(bytes, {0x3f, 0xff}) && bytes[2] < 0x10);
  return !is_protocol_assignment && !is_documentation;
}

}  // namespace

bool is_public(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return is_public_4(ntohl(in.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return false;
  sockaddr_in6 in{};
  std::memcpy(&in, &address, sizeof in);
  Bytes bytes{};
  std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
  return is_public_6(bytes);
}

bool is_public(const std::string& address) {
  in_addr four{};
  if (::inet_pton(AF_INET, address.c_str(), &four) == 1) return is_public_4(ntohl(four.s_addr));
  Bytes six{};
  const std::string without_zone = address.substr(0, address.find('%'));
  return ::inet_pton(AF_INET6, without_zone.c_str(), six.data()) == 1 && is_public_6(six);
}

void AddressGuard::lay_on(void* handle) {
  if (allows_any_address_) return;
  const curl_opensocket_callback open = [](void* self, curlsocktype purpose, curl_sockaddr* address) -> curl_socket_t {
    return open_socket(self, purpose, address);
  };
  const curl_prereq_callback before = &AddressGuard::before_request;
  set_option(handle, CURLOPT_OPENSOCKETFUNCTION, open);
  set_option(handle, CURLOPT_OPENSOCKETDATA, this);
  set_option(handle, CURLOPT_PREREQFUNCTION, before);
  set_option(handle, CURLOPT_PREREQDATA, this);
}

int AddressGuard::open_socket(void* self, int, curl_sockaddr* address) {
  if (!is_public(address->addr)) {
    static_cast<AddressGuard*>(self)->did_refuse_ = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int AddressGuard::before_request(void* self, char* peer, char*, int, int) {
  if (peer != nullptr && is_public(std::string(peer))) return CURL_PREREQFUNC_OK;
  static_cast<AddressGuard*>(self)->did_refuse_ = true;
  return CURL_PREREQFUNC_ABORT;
}

}  // namespace seva::hosting
