#include <zlib.h>
#include <seva/testing/contract.hpp>
#include <seva/testing/subject.hpp>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <sstream>

#include "actions/digest.hpp"
#include "cli/plugin_kit.hpp"
#include "cli/plugin_subject.hpp"

namespace seva::cli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using testing::Finding;

fs::path transcripts_of(const CheckedPlugin& plugin) {
  if (!plugin.transcripts.empty()) return plugin.transcripts;
  std::error_code unknown;
  fs::path folder = fs::absolute(plugin.file, unknown).parent_path();
  for (int above = 0; above < 3; ++above, folder = folder.parent_path())
    if (fs::is_directory(folder / "transcripts", unknown)) return folder / "transcripts";
  return {};
}

std::size_t failed_of(const std::vector<Finding>& findings) {
  std::size_t failed = 0;
  for (const Finding& finding : findings) failed += finding.problem.empty() ? 0 : 1;
  return failed;
}

void print(Context& context, const std::vector<Finding>& findings) {
  if (context.is_json) {
    json::array list;
    for (const Finding& finding : findings)
      list.push_back({{"check", finding.check}, {"passed", finding.problem.empty()}, {"problem", finding.problem}, {"next", finding.next}});
    context.terminal.out << json::serialize(json::object{{"failed", failed_of(findings)}, {"checks", std::move(list)}}) << "\n";
    return;
  }
  for (const Finding& finding : findings) {
    context.terminal.out << (finding.problem.empty() ? "kept    " : "BROKEN  ") << finding.check << "\n";
    if (!finding.problem.empty()) context.terminal.out << "  " << finding.problem << "\n  next: " << finding.next << "\n";
  }
  context.terminal.out << findings.size() - failed_of(findings) << " kept, " << failed_of(findings) << " broken\n";
}

std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

/// POSIX ustar, 512 bytes a block; times and owners are zero, so that the same plugin gives the same archive.
void append_to_archive(std::string& archive, const std::string& name, const std::string& content) {
  constexpr std::size_t kBlock = 512;
  std::string header(kBlock, '\0');
  const auto put = [&](std::size_t at, const std::string& text) { header.replace(at, text.size(), text); };
  const auto octal = [](std::size_t value, int digits) {
    std::string text(static_cast<std::size_t>(digits), '0');
    for (auto digit = text.rbegin(); digit != text.rend(); ++digit, value /= 8) *digit = static_cast<char>('0' + value % 8);
    return text;
  };
  put(0, name);
  put(100, "0000644");
  put(108, "0000000");
  put(116, "0000000");
  put(124, octal(content.size(), 11));
  put(136, "00000000000");
  put(148, "        ");
  put(156, "0");
  put(257, std::string("ustar\0"
                       "00",
                       8));
  std::size_t sum = 0;
  for (const char byte : header) sum += static_cast<unsigned char>(byte);
  put(148, octal(sum, 6) + std::string("\0 ", 2));
  archive += header + content + std::string((kBlock - content.size() % kBlock) % kBlock, '\0');
}

/// First the file, then what the server thinks of its manifest, then how it behaves.
std::vector<Finding> judged(Context& context, const CheckedPlugin& plugin, std::string* manifest) {
  const bool is_program = fs::path(plugin.file).extension() == ".plugin";
  std::vector<Finding> findings = is_program ? std::vector<Finding>{} : testing::check_library(plugin.file);
  if (!findings.empty() && !findings.front().problem.empty()) return findings;
  const auto tried = context.try_plugin(plugin.file, actions::TriedWhere::own_process);
  findings.push_back({"is_taken_by_the_server", {}, {}});
  if (!tried) {
    const domain::Problem& problem = tried.error();
    findings.back().problem = problem.where.empty() ? problem.what : problem.what + " (" + problem.where + ")";
    findings.back().next = problem.next;
    return findings;
  }
  for (Finding& finding : testing::check_contract(*subject_of(**tried), {transcripts_of(plugin), plugin.is_update}))
    findings.push_back(std::move(finding));
  if (manifest != nullptr) *manifest = (*tried)->manifest();
  return findings;
}

bool write_packed(const fs::path& file, const std::string& archive) {
  const gzFile out = ::gzopen(file.c_str(), "wb9");
  if (out == nullptr) return false;
  const bool is_written = ::gzwrite(out, archive.data(), static_cast<unsigned>(archive.size())) == static_cast<int>(archive.size());
  return ::gzclose(out) == Z_OK && is_written;
}

}  // namespace

int check_plugin(Context& context, const CheckedPlugin& plugin) {
  const auto findings = judged(context, plugin, nullptr);
  print(context, findings);
  return failed_of(findings) == 0 ? kDone : kFailed;
}

int package_plugin(Context& context, const CheckedPlugin& plugin) {
  std::string manifest_text;
  const auto findings = judged(context, plugin, &manifest_text);
  if (failed_of(findings) > 0) {
    print(context, findings);
    return kFailed;
  }
  const json::object manifest = json::parse(manifest_text).as_object();
  const std::string id = manifest.at("id").as_string().c_str();
  const std::string stem = id + "-" + manifest.at("version").as_string().c_str();
  const json::value* schema = manifest.if_contains("config_schema");
  const std::pair<std::string, std::string> files[] = {{id + fs::path(plugin.file).extension().string(), text_of(plugin.file)},
                                                       {"manifest.json", manifest_text},
                                                       {"config_schema.json", schema == nullptr ? "{}" : json::serialize(*schema)}};
  std::string archive;
  std::string sums;
  for (const auto& [name, content] : files) {
    append_to_archive(archive, stem + "/" + name, content);
    sums += actions::sha256_hex(content) + "  " + name + "\n";
  }
  append_to_archive(archive, stem + "/SHA256SUMS", sums);
  archive.append(1024, '\0');
  const fs::path file = fs::path(plugin.into) / (stem + ".tar.gz");
  if (!write_packed(file, archive))
    return report(
        context, domain::invalid("not_written", "The archive cannot be written.", file.string(), "Look at the folder's rights and the disk's room."));
  if (context.is_json)
    context.terminal.out << json::serialize(json::object{{"file", file.string()}}) << "\n";
  else
    context.terminal.out << file.string() << "\n";
  return kDone;
}

}  // namespace seva::cli
