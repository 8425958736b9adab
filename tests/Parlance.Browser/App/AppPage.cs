using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Parlance.Browser.App;

/// <summary>Somebody at the web app. Verbs act as a person would, by what is written on the screen; `Sees…` waits.</summary>
/// <remarks>Whatever the content policy refuses, and every error of a script, fails the test.</remarks>
public sealed partial class AppPage : Tab
{
    internal AppPage(IBrowserContext profile, IPage page, Cable cable, string name)
        : base(profile, page, name)
    {
        (Profile, Cable) = (profile, cable);
        page.SetDefaultTimeout(30_000);
        page.Console += (_, said) =>
        {
            if (said.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                Complain(said.Text);
        };
    }

    public IBrowserContext Profile { get; }

    /// <summary>Between this browser and the server: page, REST and socket.</summary>
    public Cable Cable { get; }

    /// <param name="path">Below `/app/`.</param>
    public async Task Opens(string path) => await Page.GotoAsync(new Uri(Cable.Address, $"/app/{path}").ToString());

    public async Task<AppPage> EntersAsGuest()
    {
        await Page.GetByLabel("Your name").FillAsync(Name);
        await Clicks("Go");
        await IsIn();
        return this;
    }

    public async Task SignsIn(string username, string password)
    {
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Sign in" }).ClickAsync();
        await Page.GetByLabel("Username or e-mail").FillAsync(username);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await Clicks("Sign in");
        await IsIn();
    }

    /// <summary>The shell is there, and so is the connection.</summary>
    public Task IsIn() => Page.Locator("[data-testid=status][data-state=online]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public Task GoesTo(string place) => Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = place }).ClickAsync();

    /// <param name="name">All of it.</param>
    public Task Clicks(string name) => Button(name).ClickAsync();

    public ILocator Button(string name) => Scope().GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Fills a field by its label, in the dialog that is open if there is one.</summary>
    public Task Fills(string label, string text) => Scope().GetByLabel(label, new() { Exact = true }).FillAsync(text);

    public Task Chooses(string label, string value) => Scope().GetByLabel(label, new() { Exact = true }).SelectOptionAsync(value);

    public Task Sees(string text) => Page.GetByText(text, new() { Exact = true }).First.WaitForAsync();

    public Task SeesHeading(string text) => Page.GetByRole(AriaRole.Heading, new() { Name = text, Exact = true }).First.WaitForAsync();

    public Task SeesAlert(string text) => Page.GetByRole(AriaRole.Alert).GetByText(text).First.WaitForAsync();

    public Task SeesNo(string text) => Page.GetByText(text, new() { Exact = true }).First.WaitForAsync(new() { State = WaitForSelectorState.Hidden });

    /// <summary>Makes a room and is in it.</summary>
    /// <returns>Its number.</returns>
    public async Task<long> CreatesRoom(string name, string privacy = "public", string? password = null)
    {
        await Opens("rooms");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create room" }).First.ClickAsync();
        await Fills("Name", name);
        await Chooses("Who can come in", privacy);
        if (password is not null)
            await Fills("Password", password);
        await Clicks("Create room");
        return await IsInAConversation();
    }

    public async Task Joins(string room)
    {
        await Opens("rooms");
        await Page.GetByLabel("Search rooms").FillAsync(room);
        await Clicks($"Join: {room}");
    }

    /// <returns>The number of the conversation that is open.</returns>
    public async Task<long> IsInAConversation()
    {
        await Waits(async () => ConversationAddress().IsMatch(Page.Url) ? null : $"{Name} is at {Page.Url} and reads:\n{await Page.InnerTextAsync("body")}");
        return long.Parse(ConversationAddress().Match(Page.Url).Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
    }

    protected override ValueTask CleanUpAsync() => Cable.DisposeAsync();

    /// <summary>The topmost dialog, or the page.</summary>
    private ILocator Scope() => Page.Locator("[role=dialog]:visible, body").Last;

    [GeneratedRegex(@"/app/c/(\d+)")]
    private static partial Regex ConversationAddress();
}
