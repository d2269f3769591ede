#include "http/served_world.hpp"

#include <filesystem>
#include <fstream>

namespace seva::http {
namespace {

/// A store that may be told to be down.
class FailingStore final : public actions::Store {
 public:
  explicit FailingStore(actions::Store& store) : store_(store) {}
  std::atomic<bool> is_down{false};
  void write(const std::function<void(actions::Transaction&)>& work) override {
    fail();
    store_.write(work);
  }
  void read(const std::function<void(actions::Transaction&)>& work) override {
    fail();
    store_.read(work);
  }
  std::int64_t highest_id() override { return store_.highest_id(); }

 private:
  void fail() const {
    if (is_down) throw std::runtime_error("SELECT secret FROM users: cannot connect to 10.0.0.7 as seva");
  }
  actions::Store& store_;
};

class Operations : public ServedWorld {};

TEST_F(Operations, LiveAndReady) {
  EXPECT_EQ(visitor().get("/livez").body, "live\n");
  EXPECT_EQ(visitor().get("/readyz").body, "ready\n");
  EXPECT_EQ(visitor().send("HEAD", "/livez", "").status, 200);
}

TEST_F(Operations, WithTheStoreDownItIsNotReadyAndSaysSoWithoutDetails) {
  FailingStore store(*world.store);
  actions::Ports ports{store, world.clock, world.identities, world.settings, world.departments, world.plugins, *world.search};
  actions::SignIn sign_in(ports, world.hashes);
  Server server({.port = 0}, {ports, sign_in, world.hashes, world.channel, world.live, world.control, world.control, world.control, world.file_bytes,
                              world.file_kinds});
  server.start();
  Client client(server.port());
  ASSERT_EQ(client.sign_in("ravi.verma", kDemoPassword).status, 201);
  store.is_down = true;
  EXPECT_EQ(client.get("/livez").status, 200);
  for (const char* path : {"/readyz", "/api/v1/tickets",
                           "/track/"
                           "UPP-00000-00000-0",
                           "/metrics"}) {
    const auto answer = client.get(path, {{"Accept", "text/html"}});
    EXPECT_EQ(answer.status, 503) << path;
    EXPECT_NE(answer.header("retry-after"), "") << path;
    for (const char* secret : {"SELECT", "10.0.0.7", "users", "cannot connect"}) EXPECT_EQ(answer.body.find(secret), std::string::npos) << path;
  }
  EXPECT_TRUE(client.get("/track/UPP-00000-00000-0", {{"Accept", "text/html"}}).header("content-type").starts_with("text/html"))
      << "a person reads a page";
  const auto write = client.post("/api/v1/session", R"({"login":"ravi.verma","password":"a long and private sentence"})");
  EXPECT_EQ(write.status, 503);
  store.is_down = false;
  EXPECT_EQ(client.get("/readyz").status, 200);
  EXPECT_EQ(client.get("/api/v1/tickets").status, 200);
  server.stop();
}

TEST_F(Operations, MeasuresCountRequestsByRouteAndNameNoDocket) {
  const std::string docket = a_ticket();
  (void)visitor().get("/track/" + docket);
  (void)visitor().get("/no/such/address");
  const auto answer = visitor().get("/metrics");
  ASSERT_EQ(answer.status, 200);
  EXPECT_NE(answer.body.find(R"(seva_http_requests_total{method="GET",route="/track/{docket}",status="200"} 1)"), std::string::npos) << answer.body;
  EXPECT_NE(answer.body.find(R"(seva_tickets{status="open"} 1)"), std::string::npos);
  EXPECT_NE(answer.body.find(R"(seva_plugin_state{kind="channel",plugin="x",state="running"} 1)"), std::string::npos);
  EXPECT_EQ(answer.body.find(docket), std::string::npos);
  EXPECT_EQ(answer.body.find("/no/such"), std::string::npos);
}

TEST_F(Operations, MeasuresAreForThisMachineAndForWhomTheSettingsName) {
  ServerSettings settings;
  settings.trusted_proxies = {"127.0.0.1"};
  settings.metrics_readers = {"203.0.113.5"};
  serve(settings);
  EXPECT_EQ(visitor().get("/metrics").status, 200);
  EXPECT_EQ(visitor().get("/metrics", {{"X-Forwarded-For", "203.0.113.5"}}).status, 200);
  EXPECT_EQ(visitor().get("/metrics", {{"X-Forwarded-For", "203.0.113.6"}}).status, 404);
  EXPECT_EQ(visitor().get("/metrics", {{"X-Forwarded-For", "127.0.0.1"}}).status, 404) << "said to be from here, but through a proxy";
  EXPECT_EQ(visitor().get("/metrics", {{"Forwarded", "for=203.0.113.6"}}).status, 404);
}

TEST_F(Operations, EveryAnswerIsProtected) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const auto answers = {visitor().get("/"),          visitor().get("/track/" + docket), visitor().get("/nowhere"),   ravi.get("/api/v1/me"),
                        visitor().get("/api/v1/me"), visitor().get("/nothing"),         visitor().get("/livez"),     visitor().get("/openapi.yaml"),
                        visitor().get("/docs"),      visitor().get("/channels/x/hook"), visitor().get("/channels/y")};
  for (const auto& answer : answers) {
    const std::string policy = answer.header("content-security-policy");
    EXPECT_NE(policy.find("default-src 'none'"), std::string::npos);
    EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
    EXPECT_EQ(policy.find("script-src"), std::string::npos);
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(answer.header("x-frame-options"), "DENY");
    EXPECT_EQ(answer.header("cache-control"), "no-store");
    EXPECT_NE(answer.header("x-request-id"), "");
    EXPECT_NE(answer.header("referrer-policy"), "");
    EXPECT_EQ(answer.header("server"), "") << "what runs here is nobody's business";
  }
}

TEST_F(Operations, AChannelsPluginGetsTheRequestAsItCameAndNoSession) {
  Client ravi = as("ravi.verma");
  const auto answer = ravi.post("/channels/x/hook/deep?crc_token=a%20b", "{\"raw\" : 1}", {{"X-Signature", "abc"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "taken");
  EXPECT_EQ(answer.header("x-seen"), "yes");
  EXPECT_EQ(world.channel.last.method, "POST");
  EXPECT_EQ(world.channel.last.path, "/hook/deep");
  EXPECT_EQ(world.channel.last.body, "{\"raw\" : 1}");
  EXPECT_EQ(value_of(world.channel.last.query, "crc_token"), "a b");
  EXPECT_EQ(value_of(world.channel.last.headers, "x-signature"), "abc");
  EXPECT_FALSE(has(world.channel.last.headers, "cookie"));
  EXPECT_EQ(visitor().get("/channels/y/hook").status, 404);
}

TEST_F(Operations, APluginCannotSpeakForUs) {
  world.channel.answer = {200,
                          {{"Set-Cookie", "seva=stolen"},
                           {"Content-Security-Policy", "default-src *"},
                           {"Transfer-Encoding", "chunked"},
                           {"X-Evil", "a\r\nSet-Cookie: seva=stolen"},
                           {"Bad Name", "x"},
                           {"Location", "/ok"},
                           {"Content-Type", "text/html\r\nX: y"}},
                          "<script>alert(1)</script>"};
  const auto answer = visitor().get("/channels/x/hook");
  EXPECT_EQ(answer.header("set-cookie"), "");
  EXPECT_EQ(answer.header("x-evil"), "");
  EXPECT_EQ(answer.header("x"), "");
  EXPECT_EQ(answer.header("location"), "/ok");
  EXPECT_TRUE(answer.header("content-security-policy").starts_with("sandbox; default-src 'none'"));
  world.channel.answer = {99, {}, ""};
  EXPECT_EQ(visitor().get("/channels/x/hook").status, 502);
  world.channel.answer = {503, {}, ""};
  EXPECT_EQ(visitor().get("/channels/x/hook").header("retry-after"), "5");
}

}  // namespace
}  // namespace seva::http
