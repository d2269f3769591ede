#include <filesystem>
#include <fstream>

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
                           "/triage/17", "/calls", "/calls/5", "/admin", "/admin/plugins"}) {
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
