#include "hosting/network/http_client.hpp"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <iterator>

#include "hosting/limits.hpp"

namespace seva::hosting {
namespace {

using namespace std::chrono_literals;
namespace net = Poco::Net;

/// A service that behaves as the path says.
class Service final : public net::HTTPRequestHandlerFactory {
 public:
  explicit Service(std::shared_future<void> ended, std::atomic<int>& requests, std::atomic<int>& connections)
      : ended_(std::move(ended)), requests_(requests), connections_(connections) {}

  net::HTTPRequestHandler* createRequestHandler(const net::HTTPServerRequest& request) override {
    ++requests_;
    static_cast<void>(request);
    return new Handler(ended_, connections_);
  }

 private:
  class Handler final : public net::HTTPRequestHandler {
   public:
    Handler(std::shared_future<void> ended, std::atomic<int>& connections) : ended_(std::move(ended)), connections_(connections) {}
    void handleRequest(net::HTTPServerRequest& request, net::HTTPServerResponse& response) override {
      const std::string path = request.getURI();
      if (path == "/silent") return ended_.wait();
      if (path == "/cut") return dynamic_cast<net::HTTPServerRequestImpl&>(request).socket().close();
      if (path == "/elsewhere") return response.redirect("/echo");
      if (path == "/port") connections_ = request.clientAddress().port();
      response.setChunkedTransferEncoding(true);
      response.set("X-Two", "words");
      std::ostream& body = response.send();
      if (path == "/large")
        for (std::size_t piece = 0; piece <= kBodyBytes / kMebibyte; ++piece) body << std::string(kMebibyte, 'x');
      else
        body << request.getMethod() << " " << request.get("X-Asked", "") << " " << std::string(std::istreambuf_iterator<char>(request.stream()), {});
    }

   private:
    std::shared_future<void> ended_;
    std::atomic<int>& connections_;
  };

  std::shared_future<void> ended_;
  std::atomic<int>& requests_;
  std::atomic<int>& connections_;
};

class HttpClientTest : public ::testing::Test {
 protected:
  HttpClientTest()
      : socket_(net::SocketAddress("127.0.0.1", 0)), server_(new Service(ended_.get_future().share(), requests_, port_seen_), socket_, parameters()) {
    server_.start();
    host_ = "127.0.0.1:" + std::to_string(socket_.address().port());
  }
  ~HttpClientTest() override {
    ended_.set_value();
    server_.stopAll(true);
  }

  static net::HTTPServerParams* parameters() {
    auto* parameters = new net::HTTPServerParams;
    parameters->setKeepAlive(true);
    return parameters;
  }
  static HttpRequest asked(const std::string& url, const std::string& method = "GET") {
    HttpRequest request;
    request.tag = "t";
    request.method = method;
    request.url = url;
    request.timeout = 20s;
    return request;
  }
  HttpAnswer answer(HttpRequest request, std::vector<std::string> hosts) { return answer(std::move(request), AllowedHosts{{}, std::move(hosts)}); }
  HttpAnswer answer(HttpRequest request, const AllowedHosts& hosts) {
    std::promise<HttpAnswer> promise;
    client_.request(hosts, std::move(request), [&](HttpAnswer answer) { promise.set_value(std::move(answer)); });
    return promise.get_future().get();
  }
  HttpAnswer answer(HttpRequest request) { return answer(std::move(request), AllowedHosts{{}, {host_}}); }
  [[nodiscard]] std::string url(const std::string& path) const { return "http://" + host_ + path; }

  std::promise<void> ended_;
  std::atomic<int> requests_{0};
  std::atomic<int> port_seen_{0};
  net::ServerSocket socket_;
  net::HTTPServer server_;
  std::string host_;
  HttpClient client_;
};

TEST_F(HttpClientTest, AnswerComesWithStatusHeadersAndBody) {
  HttpRequest request = asked(url("/echo"), "POST");
  request.headers = {{"X-Asked", "yes"}};
  request.body = "डॉकेट";
  const HttpAnswer got = answer(request);
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.error, "");
  EXPECT_EQ(got.body, "POST yes डॉकेट");
  EXPECT_TRUE(got.was_sent);
  EXPECT_THAT(got.headers, ::testing::Contains(std::pair<std::string, std::string>("x-two", "words")));
  EXPECT_EQ(client_.figures().answers, 1);
}

TEST_F(HttpClientTest, ConnectionIsKeptForReadingAndNewForChanging) {
  static_cast<void>(answer(asked(url("/port"))));
  const int first = port_seen_;
  static_cast<void>(answer(asked(url("/port"))));
  EXPECT_EQ(port_seen_, first);
  static_cast<void>(answer(asked(url("/port"), "POST")));
  EXPECT_NE(port_seen_, first);
}

TEST_F(HttpClientTest, SilenceIsATimeoutAndMayHaveArrived) {
  HttpRequest request = asked(url("/silent"));
  request.timeout = 300ms;
  const HttpAnswer got = answer(request);
  EXPECT_EQ(got.error, "timeout");
  EXPECT_EQ(got.status, 0);
  EXPECT_TRUE(got.was_sent);
}

TEST_F(HttpClientTest, ConnectionThatIsCutMayHaveArrivedAndIsSentOnce) {
  const HttpAnswer got = answer(asked(url("/cut"), "POST"));
  EXPECT_EQ(got.error, "cut");
  EXPECT_TRUE(got.was_sent);
  EXPECT_EQ(requests_, 1);
}

TEST_F(HttpClientTest, RedirectIsNotFollowed) {
  const HttpAnswer got = answer(asked(url("/elsewhere")));
  EXPECT_EQ(got.status, 302);
  EXPECT_EQ(requests_, 1);
}

TEST_F(HttpClientTest, AnswerBeyondTheLimitIsDropped) {
  const HttpAnswer got = answer(asked(url("/large")));
  EXPECT_EQ(got.error, "too_large");
  EXPECT_TRUE(got.body.empty());
  EXPECT_TRUE(got.was_sent);
}

TEST_F(HttpClientTest, NobodyListeningMeansThatNothingWasSent) {
  const net::ServerSocket unused(net::SocketAddress("127.0.0.1", 0));
  const std::string host = unused.address().toString();
  net::ServerSocket(unused).close();
  const HttpAnswer got = answer(asked("http://" + host + "/"), AllowedHosts{{}, {host}});
  EXPECT_EQ(got.error, "unreachable");
  EXPECT_FALSE(got.was_sent);
}

TEST_F(HttpClientTest, PeerWithoutTlsGetsNothingOfTheRequest) {
  const HttpAnswer got = answer(asked("https://" + host_ + "/echo", "POST"));
  EXPECT_TRUE(got.error == "tls" || got.error == "timeout")
      << got.error << ": the peer answers the greeting with nonsense, or waits for the end of its line";
  EXPECT_FALSE(got.was_sent);
  EXPECT_EQ(requests_, 0);
}

TEST_F(HttpClientTest, OnlyHostsThatAreAllowedAreReached) {
  for (const std::string& wrong :
       {url("/echo"), std::string("http://127.0.0.1/"), std::string("http://service.example:81/"), std::string("https://evil.example/")}) {
    const HttpAnswer got = answer(asked(wrong), AllowedHosts{{"service.example"}, {"127.0.0.1:1"}});
    EXPECT_EQ(got.error, "host_not_allowed") << wrong;
    EXPECT_FALSE(got.was_sent);
  }
  EXPECT_EQ(requests_, 0);
}

TEST_F(HttpClientTest, HostThatOnlyTheManifestDeclaresIsReachedAtPublicAddressesAlone) {
  const std::string by_name = "localhost:" + std::to_string(socket_.address().port());
  for (const std::string& inside : {host_, by_name}) {
    const HttpAnswer got = answer(asked("http://" + inside + "/echo", "POST"), AllowedHosts{{inside}, {}});
    EXPECT_EQ(got.error, "address_not_allowed") << inside;
    EXPECT_FALSE(got.was_sent);
    EXPECT_EQ(got.status, 0);
  }
  EXPECT_EQ(requests_, 0);
  EXPECT_EQ(answer(asked("http://" + by_name + "/echo"), AllowedHosts{{by_name}, {by_name}}).status, 200) << "the instance names it";
}

TEST_F(HttpClientTest, ConnectionThatAnotherPluginMayUseIsNoWayIn) {
  ASSERT_EQ(answer(asked(url("/port")), AllowedHosts{{}, {host_}}).status, 200);
  const HttpAnswer got = answer(asked(url("/port")), AllowedHosts{{host_}, {}});
  EXPECT_EQ(got.error, "address_not_allowed") << "the kept connection leads inside as well";
  EXPECT_FALSE(got.was_sent);
  EXPECT_EQ(requests_, 1);
}

TEST_F(HttpClientTest, AddressesThatDeceiveAreRefused) {
  for (const std::string& wrong :
       {std::string("ftp://") + host_, std::string("file:///etc/passwd"), "http://" + host_ + "@evil.example/", "http://user:pw@" + host_ + "/",
        std::string("http://"), std::string("http://") + host_ + "/" + std::string(1, '\0')}) {
    const HttpAnswer got = answer(asked(wrong));
    EXPECT_EQ(got.error, "bad_url") << wrong;
    EXPECT_FALSE(got.was_sent);
  }
}

TEST_F(HttpClientTest, HeadersAndMethodsThatSmuggleAreRefused) {
  for (const auto& header : Headers{{"X-A", "b\r\nX-C: d"}, {"X A", "b"}, {"Host", "evil.example"}, {"Transfer-Encoding", "chunked"}, {"", "b"}}) {
    HttpRequest request = asked(url("/echo"));
    request.headers = {header};
    EXPECT_EQ(answer(request).error, "bad_request") << header.first;
  }
  EXPECT_EQ(answer(asked(url("/echo"), "GET / HTTP/1.1\r\nX:")).error, "bad_request");
  EXPECT_EQ(requests_, 0);
}

TEST_F(HttpClientTest, ItsEndDropsWhatIsUnderWay) {
  std::promise<void> dropped;
  {
    HttpClient client;
    client.request({{}, {host_}}, asked(url("/silent")),
                   [held = std::shared_ptr<void>(nullptr, [&](void*) { dropped.set_value(); })](HttpAnswer) { FAIL(); });
  }
  EXPECT_EQ(dropped.get_future().wait_for(0s), std::future_status::ready);
}

}  // namespace
}  // namespace seva::hosting
