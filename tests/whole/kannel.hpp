#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "whole/program.hpp"

namespace seva::whole {

/// A port of 127.0.0.1 that nobody holds now.
[[nodiscard]] std::uint16_t free_port();

/// Debian's Kannel (kannel, kannel-extras) with its own imitation of a mobile network, on free ports and a configuration of its own. Ended by its
/// process ids when this object goes.
class Kannel {
 public:
  struct Settings {
    std::string service;      ///< the lines of the sms-service group that say where incoming SMS go
    bool joins_parts = true;  ///< joins the parts of a long message itself
    std::string user = "seva";
    std::string password = "a gateway password";
  };
  Kannel();
  /// Throws std::runtime_error where Kannel is not installed or does not start.
  void start(const Settings& settings);

  [[nodiscard]] std::string sendsms_host() const;  ///< host:port

  /// A phone sends one SMS, and from then on takes what is sent to it. `message` as fakesmsc has it: "sender receiver text …" and so on. The phone
  /// before is switched off.
  void phone(const std::string& message);
  void switch_phone_off();

  /// All that phones have received, one line each, as fakesmsc prints it.
  [[nodiscard]] std::vector<std::string> received() const;

 private:
  Folder folder_;
  std::uint16_t admin_port_, boxes_port_, network_port_, sendsms_port_;
  std::unique_ptr<Process> bearerbox_;
  std::unique_ptr<Process> smsbox_;
  std::unique_ptr<Process> phone_;
  std::string earlier_phones_;
};

}  // namespace seva::whole
