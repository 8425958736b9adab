using Microsoft.Playwright;

namespace Parlance.Browser.App;

// In a conversation.
public sealed partial class AppPage
{
    public ILocator Messages => Page.GetByRole(AriaRole.Log, new() { Name = "Messages" }).GetByRole(AriaRole.Article);

    public ILocator Composer => Page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true });

    public ILocator Message(string text) => Messages.Filter(new() { HasText = text }).Last;

    public async Task Says(string text)
    {
        await Composer.FillAsync(text);
        await Composer.PressAsync("Enter");
        // On a phone Enter is a line break.
        if (await Composer.InputValueAsync() != "")
            await Clicks("Send");
    }

    /// <summary>Waits until the conversation holds exactly these messages, each of them once, in this order, and all of them sent.</summary>
    /// <param name="messages">As a screen reader says them: `You: hi`, `Ana: hi`.</param>
    public Task Reads(params string[] messages) => Waits(async () =>
    {
        var shown = await ReadAsync();
        if (!shown.SequenceEqual(messages))
            return $"{Name} reads [{string.Join(" | ", shown)}] rather than [{string.Join(" | ", messages)}]";
        return await Messages.GetByText("Sending", new() { Exact = true }).CountAsync() == 0 ? null : $"{Name} still sends";
    });

    public async Task<string[]> ReadAsync() =>
        [.. await Messages.EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('aria-label'))")];

    /// <summary>Waits until a message is shown as this.</summary>
    /// <param name="state">`Sent`, `Delivered`, `Read`.</param>
    public Task SeesState(string text, string state) => Message(text).GetByText(state, new() { Exact = true }).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });

    /// <summary>Opens the menu of a message and takes one of its entries.</summary>
    public async Task Does(string action, string text)
    {
        await Message(text).ClickAsync(new() { Button = MouseButton.Right });
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = action, Exact = true }).ClickAsync();
    }
}
