#pragma once

#include <string>

struct curl_sockaddr;
struct sockaddr;

namespace seva::hosting {

/// True for an address of the public internet. False for loopback, private, shared (RFC 6598), link-local, multicast, documentation and other special
/// addresses (IANA's special-purpose registries), for IPv6 beyond what is global unicast, and for IPv6 that carries such an IPv4 address: mapped,
/// NAT64 (RFC 6052), 6to4. Everything that is neither IPv4 nor IPv6 is not public.
[[nodiscard]] bool is_public(const sockaddr& address);
/// The same of an address as text; false where it is none.
[[nodiscard]] bool is_public(const std::string& address);

/// Keeps a libcurl handle from addresses that are not public, unless whoever runs the instance named the host. What is looked at is the address that
/// is connected to, so a name that answers differently the second time (DNS rebinding) gains nothing; and the one of a kept connection before each
/// request on it. Outlives what the handle does. For the thread that the handle is driven by.
class AddressGuard {
 public:
  explicit AddressGuard(bool allows_any_address) : allows_any_address_(allows_any_address) {}
  AddressGuard(const AddressGuard&) = delete;
  AddressGuard& operator=(const AddressGuard&) = delete;

  /// `handle` is a CURL. Throws std::runtime_error where libcurl does not know the options.
  void lay_on(void* handle);
  /// An address was refused; why nothing was connected to, if nothing was.
  [[nodiscard]] bool did_refuse() const { return did_refuse_; }

 private:
  static int open_socket(void* self, int purpose, curl_sockaddr* address);
  static int before_request(void* self, char* peer, char* own, int peer_port, int own_port);

  bool allows_any_address_;
  bool did_refuse_ = false;
};

}  // namespace seva::hosting
