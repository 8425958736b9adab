using System.Reflection;
using System.Text.Json;
using Microsoft.Playwright;

namespace Parlance.Browser.App;

/// <summary>axe-core, which finds what keeps people with a screen reader or little sight from a page.</summary>
internal static class Axe
{
    private static readonly string Source = File.ReadAllText(Path.Combine(
        typeof(Axe).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "WebFolder").Value!, "node_modules/axe-core/axe.min.js"));

    /// <summary>What is serious or critical on the page as it is: rule, element and what to do.</summary>
    public static async Task<string[]> ProblemsAsync(IPage page)
    {
        // Evaluated by the driver, so that the page's own policy, which lets no foreign script in, stays as it is.
        await page.EvaluateAsync($"() => {{ if (!window.axe) {{ {Source} }} }}");
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations");
        return
        [
            .. from violation in found.EnumerateArray()
               where violation.GetProperty("impact").GetString() is "serious" or "critical"
               from node in violation.GetProperty("nodes").EnumerateArray()
               select $"{violation.GetProperty("id").GetString()}: {node.GetProperty("html").GetString()} {node.GetProperty("failureSummary").GetString()}",
        ];
    }
}
