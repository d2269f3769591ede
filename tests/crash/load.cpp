#include "crash/load.hpp"

#include <boost/json.hpp>
#include <chrono>

#include "whole/client.hpp"

namespace seva::crash {
namespace {

using namespace std::chrono_literals;
using simulators::XApi;

constexpr int kCitizens = 2;
constexpr auto kBetweenPosts = 40ms;
constexpr auto kBetweenReplies = 100ms;
constexpr auto kBetweenTries = 20ms;

/// What a server says that cannot now, or one that is away (0).
bool passes(int status) { return status == 0 || status == 500 || status == 502 || status == 503 || status == 504 || status == 429; }

}  // namespace

Load::Load(whole::LivePolice& police, std::string address, std::string officer, std::string password, Ledger& ledger)
    : police_(police), address_(std::move(address)), officer_(std::move(officer)), password_(std::move(password)), ledger_(ledger) {
  for (int citizen = 0; citizen < kCitizens; ++citizen) threads_.emplace_back([this] { complain(); });
  threads_.emplace_back([this] { answer(); });
}

Load::~Load() { static_cast<void>(finish()); }

std::string Load::finish() {
  is_over_ = true;
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  return wrong_status_ == 0 ? std::string{} : "somebody was answered " + std::to_string(wrong_status_);
}

bool Load::insist(const std::function<int()>& ask) {
  while (true) {
    int status = 0;
    try {
      status = ask();
    } catch (const std::exception&) {
      status = 0;
    }
    if (status >= 200 && status < 300) return true;
    if (!passes(status)) {
      wrong_status_ = status;
      return false;
    }
    std::this_thread::sleep_for(kBetweenTries);
  }
}

void Load::complain() {
  while (!is_over_) {
    const auto post = police_.complaint(next_post_++);
    const std::map<std::string, std::string> head{{"x-twitter-webhooks-signature", XApi::signature(post.body)}};
    if (insist([&] { return whole::Client(address_).send("POST", "/channels/twitter/webhook", post.body, head).status; })) ledger_.note_post(post.id);
    std::this_thread::sleep_for(kBetweenPosts);
  }
}

void Load::answer() {
  whole::Client client(address_);
  const auto sign_in = [&] {
    client.sign_in(officer_, password_);
    return 200;
  };
  if (!insist(sign_in)) return;
  for (int number = 0; !is_over_; ++number) {
    std::this_thread::sleep_for(kBetweenReplies);
    std::string docket;
    const bool did_list = insist([&] {
      const whole::Answer list = client.send("GET", "/api/v1/tickets?order=newest&limit=1");
      if (list.status != 200) return list.status;
      const auto tickets = boost::json::parse(list.body).at("tickets").as_array();
      if (!tickets.empty()) docket = tickets[0].at("docket").as_string().c_str();
      return list.status;
    });
    if (!did_list || docket.empty()) continue;
    const std::string text = "The inquiry has begun, reply " + std::to_string(number) + ".";
    const std::string body = boost::json::serialize(boost::json::object{{"text", text}});
    const std::map<std::string, std::string> head{{"Idempotency-Key", "crash-reply-" + std::to_string(number)}};
    if (insist([&] { return client.send("POST", "/api/v1/tickets/" + docket + "/replies", body, head).status; })) ledger_.note_reply(text);
  }
}

}  // namespace seva::crash
