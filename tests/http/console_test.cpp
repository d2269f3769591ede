#include <filesystem>
#include <fstream>
#include <map>

#include "http/accepted_encoding.hpp"
#include "http/served_world.hpp"

namespace seva::http {
namespace {

namespace fs = std::filesystem;

class ConsoleTest : public ServedWorld {
 protected:
  ConsoleTest() {
    fs::create_directories(folder / "assets");
    write("index.html", "<!doctype html><title>console</title>");
    write("index.html.br", "packed by brotli");
    write("assets/main-1a2b.js", "run()");
    write("assets/main-1a2b.js.gz", "packed by gzip");
    write("assets/letters-9.woff2", "letters");
    ServerSettings settings;
    settings.console_folder = folder.string();
    serve(settings);
  }
  ~ConsoleTest() override { fs::remove_all(outside()); }

  void write(const std::string& name, const std::string& content) const { std::ofstream(folder / name) << content; }
  fs::path outside() const { return folder.parent_path(); }
  const fs::path folder = [] {
    std::string pattern = (fs::temp_directory_path() / "seva-console-XXXXXX").string();
    return fs::path(::mkdtemp(pattern.data())) / "console";
  }();
};

TEST_F(ConsoleTest, EveryPageIsTheOneFileWithTheStrictPolicy) {
  for (const char* path : {"/desk", "/desk?status=open&q=x", "/login", "/tickets/UPP-7K3M9-Q2XVA-F", "/tickets/UPP-7K3M9-Q2XVA-F/print", "/triage",
                           "/triage/17", "/calls", "/calls/5", "/admin", "/admin/plugins", "/password"}) {
    const auto page = visitor().get(path);
    EXPECT_EQ(page.status, 200) << path;
    EXPECT_EQ(page.body, "<!doctype html><title>console</title>") << path;
    EXPECT_EQ(page.header("cache-control"), "no-cache");
    EXPECT_EQ(page.header("content-security-policy"),
              "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; "
              "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html "
              "seva-worker");
    EXPECT_EQ(page.header("x-content-type-options"), "nosniff");
  }
}

class FirstAnswers : public ConsoleTest {
 protected:
  FirstAnswers() {
    write("index.html", std::string(kBefore) + kAfter);
    ServerSettings settings;
    settings.console_folder = folder.string();
    serve(settings);
  }
  /// What a page brought along, by address, as the console reads it.
  static std::map<std::string, std::string> brought(const std::string& page) {
    std::map<std::string, std::string> blocks;
    static constexpr std::string_view kStart = "<script type=\"application/json\" data-answer=\"";
    for (auto place = page.find(kStart); place != std::string::npos; place = page.find(kStart, place + 1)) {
      const auto name = place + kStart.size();
      const auto body = page.find("\">", name);
      std::string address = page.substr(name, body - name);
      for (auto mark = address.find("&amp;"); mark != std::string::npos; mark = address.find("&amp;")) address.replace(mark, 5, "&");
      blocks[address] = page.substr(body + 2, page.find("</script>", body) - body - 2);
    }
    return blocks;
  }
  static constexpr const char* kBefore = "<!doctype html><head><title>console</title>";
  static constexpr const char* kAfter = "</head><body></body>";
};

TEST_F(FirstAnswers, TheDeskComesWithTheVeryAnswersThatTheApiGives) {
  a_ticket("मोबाइल छीन ले गए </script><script>alert(1)</script>");
  Client ravi = as("ravi.verma");
  const auto page = ravi.get("/desk");
  EXPECT_EQ(page.header("cache-control"), "no-store") << "it says what this person may read, and now";
  ASSERT_TRUE(page.body.starts_with(kBefore) && page.body.ends_with(kAfter));
  const auto blocks = brought(page.body);
  ASSERT_EQ(blocks.size(), 9U);
  for (const auto& [address, body] : blocks) {
    const auto asked = ravi.get(address);
    ASSERT_EQ(asked.status, 200) << address;
    if (address == "/api/v1/instance") continue;  // It says what time it is.
    EXPECT_EQ(boost::json::parse(body), boost::json::parse(asked.body)) << address;
  }
  const std::string home(ravi.get("/api/v1/me").json().at("home").as_string());
  EXPECT_TRUE(blocks.contains("/api/v1/tickets?open=true&within=" + home + "&order=due&limit=50"));
  EXPECT_EQ(page.body.find("<script>alert"), std::string::npos) << "a citizen's words end no block";
}

TEST_F(FirstAnswers, TheSecretOfTheSessionIsNeverAmongThem) {
  Client ravi = as("ravi.verma");
  const auto page = ravi.get("/desk");
  EXPECT_EQ(page.body.find(ravi.csrf), std::string::npos);
  EXPECT_EQ(page.body.find("csrf_token"), std::string::npos);
}

TEST_F(FirstAnswers, OtherPagesBringTheFrameAloneAndStrangersNothing) {
  Client ravi = as("ravi.verma");
  EXPECT_EQ(brought(ravi.get("/triage").body).size(), 6U);
  EXPECT_EQ(brought(ravi.get("/desk?status=closed").body).size(), 6U) << "another list is not the one that would be brought";
  const auto page = visitor().get("/desk");
  EXPECT_EQ(page.body, std::string(kBefore) + kAfter);
  EXPECT_EQ(page.header("cache-control"), "no-cache");
  Client gone = as("ravi.verma");
  gone.send("DELETE", "/api/v1/session", "");
  EXPECT_TRUE(brought(gone.get("/desk").body).empty());
}

TEST_F(FirstAnswers, WhatAPersonMayNotReadIsNotBroughtEither) {
  a_ticket();
  Client admin = as("administrator");
  for (const auto& [address, body] : brought(admin.get("/desk").body)) EXPECT_EQ(body.find("मोबाइल छीन"), std::string::npos) << address;
}

TEST_F(ConsoleTest, FilesNamedByTheirContentAreKeptForAYear) {
  const auto file = visitor().get("/console/assets/main-1a2b.js");
  EXPECT_EQ(file.body, "run()");
  EXPECT_EQ(file.header("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(file.header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(file.header("vary"), "Accept-Encoding");
  EXPECT_NE(file.header("content-security-policy").find("connect-src 'self'"), std::string::npos) << "a worker goes by the policy of its own file";
  const auto again = visitor().get("/console/assets/main-1a2b.js", {{"If-None-Match", "W/\"x\", " + file.header("etag")}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(visitor().get("/console/index.html").header("cache-control"), "no-cache");
}

TEST_F(ConsoleTest, WhatWasPackedAheadIsSentAsTheClientTakesIt) {
  const auto take = [&](const std::string& path, const std::string& accepted) {
    const auto answer = visitor().get(path, {{"Accept-Encoding", accepted}});
    return answer.header("content-encoding") + "|" + answer.body;
  };
  EXPECT_EQ(take("/desk", "gzip, br"), "br|packed by brotli");
  EXPECT_EQ(take("/desk", "br;q=0, gzip"), "|<!doctype html><title>console</title>") << "no gzip lies beside it";
  EXPECT_EQ(take("/console/assets/main-1a2b.js", "gzip, deflate, br"), "gzip|packed by gzip");
  EXPECT_EQ(take("/console/assets/main-1a2b.js", "identity"), "|run()");
}

TEST_F(ConsoleTest, NothingElseOfTheDiskCanBeReached) {
  std::ofstream(outside() / "secret.txt") << "secret";
  fs::create_symlink(outside() / "secret.txt", folder / "assets" / "link.txt");
  ServerSettings settings;
  settings.console_folder = folder.string();
  serve(settings);
  write("assets/later.js", "came after the start");
  for (const char* path : {"/console/../secret.txt", "/console/%2e%2e/secret.txt", "/console/..%2fsecret.txt", "/console/assets/../../secret.txt",
                           "/console//etc/passwd", "/console/assets/link.txt", "/console/assets/later.js", "/console/", "/console", "/console/assets",
                           "/console/index.html.br", "/console/assets/main-1a2b.js%00"}) {
    const auto answer = visitor().get(path);
    EXPECT_TRUE(answer.status == 404 || answer.status == 400) << path << " " << answer.status;
    EXPECT_EQ(answer.body.find("secret\n"), std::string::npos) << path;
  }
}

TEST_F(ConsoleTest, TheBuildChangesWithTheFiles) {
  const auto build = [&] { return std::string(visitor().get("/api/v1/instance").json().at("build").as_string()); };
  const std::string before = build();
  EXPECT_NE(before, "none");
  write("index.html", "<!doctype html><title>another</title>");
  ServerSettings settings;
  settings.console_folder = folder.string();
  serve(settings);
  EXPECT_NE(build(), before);
}

TEST_F(ConsoleTest, WithoutAConsoleThePageSaysHowToBuildIt) {
  ServerSettings settings;
  settings.console_folder = (folder / "nowhere").string();
  serve(settings);
  const auto page = visitor().get("/desk");
  EXPECT_EQ(page.status, 503);
  EXPECT_NE(page.body.find("deploy/console.sh"), std::string::npos);
  EXPECT_EQ(visitor().get("/console/assets/main-1a2b.js").status, 404);
}

TEST(AcceptedEncoding, IsReadWithItsWeights) {
  EXPECT_TRUE(accepts("gzip", "gzip"));
  EXPECT_TRUE(accepts("deflate, GZIP ;q=0.5", "gzip"));
  EXPECT_TRUE(accepts("gzip;q=0.001", "gzip"));
  EXPECT_FALSE(accepts("gzip;q=0", "gzip"));
  EXPECT_FALSE(accepts("gzip; q=0.000", "gzip"));
  EXPECT_FALSE(accepts("xgzip, br", "gzip"));
  EXPECT_FALSE(accepts("", "gzip"));
  EXPECT_FALSE(accepts("*", "gzip"));
}

class Packing : public ServedWorld {};

TEST_F(Packing, ALongListIsPackedForWhoeverTakesItAndTheSessionNever) {
  for (int count = 0; count < 5; ++count) a_ticket("मोबाइल छीन ले गए " + std::to_string(count));
  Client ravi = as("ravi.verma");
  ravi.look_at_answers = nullptr;  // It reads no gzip.
  const Fields takes{{"Accept-Encoding", "gzip, br"}};
  const auto packed = ravi.get("/api/v1/tickets", takes);
  const auto plain = ravi.get("/api/v1/tickets");
  EXPECT_EQ(packed.header("content-encoding"), "gzip");
  EXPECT_EQ(packed.body.substr(0, 2), "\x1f\x8b");
  EXPECT_LT(packed.body.size() * 2, plain.body.size());
  EXPECT_EQ(plain.header("vary"), "Accept-Encoding");
  EXPECT_EQ(plain.header("content-encoding"), "");
  EXPECT_EQ(ravi.get("/api/v1/session", takes).header("content-encoding"), "");
  EXPECT_EQ(ravi.get("/api/v1/units", takes).status, 200);
}

}  // namespace
}  // namespace seva::http
