using Microsoft.Playwright;

namespace Parlance.Browser;

/// <summary>How a page that looks for strangers talks to the server.</summary>
public enum Wire
{
    Blink,
    Native,
}

/// <summary>One person who looks for strangers, with a camera and a microphone. Whatever its console calls an error is one.</summary>
public sealed class StrangerPage : Tab
{
    private StrangerPage? _partner; // for complaints

    private StrangerPage(IBrowserContext profile, IPage page, string name)
        : base(profile, page, name) => page.Console += (_, line) =>
        {
            if (line.Type == "error")
                Complain(line.Text);
        };

    /// <param name="relayOnly">Only through the server's own TURN servers.</param>
    public static async Task<StrangerPage> OpenAsync(IBrowserContext profile, Uri site, ServerProcess server, string name, Wire wire, bool relayOnly)
    {
        var page = await profile.NewPageAsync();
        var self = new StrangerPage(profile, page, name);
        var api = server.Address.ToString().TrimEnd('/');
        var query = $"name={Uri.EscapeDataString(name)}&wire={wire.ToString().ToLowerInvariant()}&api={Uri.EscapeDataString(api)}"
            + $"&ws={Uri.EscapeDataString(api.Replace("http:", "ws:"))}" + (relayOnly ? "&relay" : "");
        await page.GotoAsync(new Uri(site, $"stranger.html?{query}").ToString());
        return self;
    }

    public async Task<StrangerPage> Waiting()
    {
        await Shows("#status", "waiting");
        return this;
    }

    /// <summary>Waits until both are in one match.</summary>
    /// <param name="after">The match before, which is not meant.</param>
    /// <returns>The match.</returns>
    public async Task<string> Meets(StrangerPage other, string? after = null)
    {
        string? match = null;
        await Waits(async () => (match = await MatchAsync()) is not null && match != after && match == await other.MatchAsync()
            ? null : $"{Name} is in match {match}, {other.Name} in {await other.MatchAsync()}; the one before was {after}");
        (_partner, other._partner) = (other, this);
        return match!;
    }

    /// <summary>Null while there is no partner.</summary>
    public Task<string?> MatchAsync() => Page.EvaluateAsync<string?>("() => window.app?.match()");

    public async Task Says(string text)
    {
        await Page.FillAsync("#draft", text);
        await Page.PressAsync("#draft", "Enter");
    }

    /// <summary>Waits until exactly these lines are there.</summary>
    /// <param name="lines">`me: hello` or `stranger: hello`.</param>
    public Task Reads(params string[] lines) => Waits(async () =>
    {
        var shown = await Page.EvalOnSelectorAllAsync<string[]>("#messages li", "items => items.map(i => i.textContent)");
        return shown.SequenceEqual(lines) ? null : $"{Name} reads [{string.Join(" | ", shown)}] rather than [{string.Join(" | ", lines)}]";
    });

    public Task Next() => Page.ClickAsync("#next");

    /// <summary>Checks that the partner's pictures and sound keep coming.</summary>
    public async Task SeesAndHearsTheStranger()
    {
        await SeesMove("#theirs", async () => $"{await StoryAsync()}; the partner, {_partner?.Name}: {(_partner is null ? "" : await _partner.StoryAsync())}");
        var heard = await HeardAsync();
        await Waits(async () => await HeardAsync() > heard ? null : $"{Name} hears nothing");
    }

    /// <summary>How this page and its partner's reach each other: `host to prflx`, `relay to relay`.</summary>
    public Task<string> RouteAsync() => Page.EvaluateAsync<string>("async () => { const pair = await window.app.pair(); return `${pair?.local} to ${pair?.remote}`; }");

    private Task<string> StoryAsync() => Page.EvaluateAsync<string>("() => window.app.story()");

    private Task<double> HeardAsync() => Page.EvaluateAsync<double>("() => window.app.heard()");
}
