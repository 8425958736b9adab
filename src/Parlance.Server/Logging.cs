using Microsoft.Extensions.Logging.Console;
using Parlance.Server.Settings;

namespace Parlance.Server;

internal static class Logging
{
    /// <summary>Lines for a person in development, JSON lines in production.</summary>
    /// <remarks>
    /// The framework's levels are not configurable: below Warning it logs request targets, and a token that an old client puts in the query
    /// would be in the log for good.
    /// </remarks>
    public static void AddLogging(this WebApplicationBuilder builder, ServerSettings settings)
    {
        var logging = builder.Logging;
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("Parlance", settings.Get<LogOptions>().Level);
        if (settings.IsProduction)
        {
            logging.AddJsonConsole(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }
        else
        {
            logging.AddSimpleConsole(lines =>
            {
                lines.SingleLine = true;
                lines.TimestampFormat = "HH:mm:ss ";
                lines.ColorBehavior = LoggerColorBehavior.Default;
            });
        }
    }
}
