#pragma once

#include <vector>

#include "http/route.hpp"

namespace seva::http {

/// One function a resource; router.hpp's all_routes() joins them.
[[nodiscard]] std::vector<Route> session_routes();
[[nodiscard]] std::vector<Route> live_routes();
[[nodiscard]] std::vector<Route> console_routes();
[[nodiscard]] std::vector<Route> ticket_routes();
[[nodiscard]] std::vector<Route> registration_routes();
[[nodiscard]] std::vector<Route> ticket_work_routes();
[[nodiscard]] std::vector<Route> option_routes();
[[nodiscard]] std::vector<Route> view_routes();
[[nodiscard]] std::vector<Route> reply_routes();
[[nodiscard]] std::vector<Route> bulk_routes();
[[nodiscard]] std::vector<Route> case_file_routes();
[[nodiscard]] std::vector<Route> attachment_routes();
[[nodiscard]] std::vector<Route> sealed_routes();
[[nodiscard]] std::vector<Route> triage_routes();
[[nodiscard]] std::vector<Route> call_routes();
[[nodiscard]] std::vector<Route> instance_routes();
[[nodiscard]] std::vector<Route> manifest_routes();
[[nodiscard]] std::vector<Route> user_routes();
[[nodiscard]] std::vector<Route> plugin_routes();
[[nodiscard]] std::vector<Route> channel_routes();
[[nodiscard]] std::vector<Route> operation_routes();

[[nodiscard]] std::vector<Route> citizen_pages();
[[nodiscard]] std::vector<Route> citizen_proof_pages();

}  // namespace seva::http
