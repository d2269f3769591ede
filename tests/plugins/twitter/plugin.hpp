#pragma once

#include "seva/plugin.h"

/// The plugin under test, under the name that it exports.
extern "C" const seva_plugin seva_plugin_v1;
