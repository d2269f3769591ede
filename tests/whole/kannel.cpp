#include "whole/kannel.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace seva::whole {
namespace {

constexpr const char* kPhone = "/usr/lib/kannel/test/fakesmsc";

sockaddr_in local(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

bool is_listening(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = local(port);
  const bool is_there = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(socket);
  return is_there;
}

void wait_for(Process& process, std::uint16_t port) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{30};
  while (!is_listening(port)) {
    if (!process.is_running()) throw std::runtime_error("Kannel ended early: " + process.printed());
    if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("Kannel does not listen: " + process.printed());
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
}

}  // namespace

std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = local(0);
  socklen_t size = sizeof address;
  ::bind(socket, reinterpret_cast<const sockaddr*>(&address), size);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(socket);
  return ntohs(address.sin_port);
}

Kannel::Kannel() : admin_port_(free_port()), boxes_port_(free_port()), network_port_(free_port()), sendsms_port_(free_port()) {}

std::string Kannel::sendsms_host() const { return "127.0.0.1:" + std::to_string(sendsms_port_); }

void Kannel::start(const Settings& settings) {
  if (!std::filesystem::exists(kPhone)) throw std::runtime_error("Kannel is missing: install Debian's packages kannel and kannel-extras.");
  std::ostringstream text;
  text << "group = core\nadmin-port = " << admin_port_ << "\nadmin-password = admin\nadmin-interface = 127.0.0.1\nsmsbox-port = " << boxes_port_
       << "\nbox-allow-ip = 127.0.0.1\ndlr-storage = internal\nsms-combine-concatenated-mo = " << (settings.joins_parts ? "true" : "false")
       << "\n\ngroup = smsc\nsmsc = fake\nsmsc-id = NETWORK\nhost = 127.0.0.1\nport = " << network_port_ << "\nconnect-allow-ip = 127.0.0.1\n\n"
       << "group = smsbox\nbearerbox-host = 127.0.0.1\nsendsms-port = " << sendsms_port_ << "\nsendsms-interface = 127.0.0.1\nglobal-sender = 1090\n"
       << "http-request-retry = 20\nhttp-queue-delay = 1\n\ngroup = sendsms-user\nusername = \"" << settings.user << "\"\npassword = \""
       << settings.password
       << "\"\nconcatenation = true\nmax-messages = 8\n\ngroup = sms-service\nkeyword = default\ncatch-all = true\nmax-messages = 0\nomit-empty = "
          "true\n"
       << settings.service << "\n";
  const std::string file = folder_.write("kannel.conf", text.str());
  bearerbox_ = std::make_unique<Process>(std::vector<std::string>{"/usr/sbin/bearerbox", "-v", "2", file}, std::map<std::string, std::string>{});
  wait_for(*bearerbox_, boxes_port_);
  wait_for(*bearerbox_, network_port_);
  smsbox_ = std::make_unique<Process>(std::vector<std::string>{"/usr/sbin/smsbox", "-v", "2", file}, std::map<std::string, std::string>{});
  wait_for(*smsbox_, sendsms_port_);
}

void Kannel::switch_phone_off() {
  if (!phone_) return;
  phone_->send(SIGTERM);
  phone_->wait();
  earlier_phones_ += phone_->printed();
  phone_.reset();
}

void Kannel::phone(const std::string& message) {
  switch_phone_off();
  phone_ = std::make_unique<Process>(
      std::vector<std::string>{kPhone, "-H", "127.0.0.1", "-r", std::to_string(network_port_), "-i", "0.1", "-m", "1", message},
      std::map<std::string, std::string>{});
}

std::vector<std::string> Kannel::received() const {
  std::vector<std::string> lines;
  std::istringstream text(earlier_phones_ + (phone_ ? phone_->printed() : std::string{}));
  for (std::string line; std::getline(text, line);)
    if (const auto at = line.find(": <"); line.find("Got message") != std::string::npos && at != std::string::npos)
      lines.push_back(line.substr(at + 2));
  return lines;
}

}  // namespace seva::whole
