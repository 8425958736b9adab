using System.Text.Json;
using Microsoft.Playwright;

namespace Parlance.Browser.App;

/// <summary>What somebody does at the web app who has a keyboard and nothing else.</summary>
/// <remarks>What is called how is what assistive technology says. Wherever Tab stops there must be something to see of it, and a name.</remarks>
public sealed class Keys(AppPage who)
{
    /// <summary>More stops than any screen has.</summary>
    private const int MaxStops = 60;

    public AppPage Who => who;

    public async Task Presses(params string[] keys)
    {
        foreach (var key in keys)
        {
            await who.Page.Keyboard.PressAsync(key);
            await FocusedAsync(); // nobody presses the next one before the page had its turn
        }
    }

    public Task Types(string text) => who.Page.Keyboard.TypeAsync(text);

    /// <summary>Goes on with Tab until what is called so has the focus.</summary>
    public Task TabsTo(string name) => MovesTo("Tab", name, focused => focused == name);

    /// <summary>As <see cref="TabsTo"/>, to what is called so among other words.</summary>
    public Task TabsToWhatSays(string part) => MovesTo("Tab", part, focused => focused.Contains(part, StringComparison.Ordinal));

    public Task TabsBackTo(string name) => MovesTo("Shift+Tab", name, focused => focused == name);

    public Task TabsBackToWhatSays(string part) => MovesTo("Shift+Tab", part, focused => focused.Contains(part, StringComparison.Ordinal));

    /// <summary>Goes to a button, link or field with Tab, and presses Enter.</summary>
    public async Task Enters(string name)
    {
        await TabsTo(name);
        await Presses("Enter");
    }

    public async Task Writes(string field, string text)
    {
        await TabsTo(field);
        await Types(text);
    }

    /// <summary>Takes an entry of the menu that opens.</summary>
    public async Task Takes(string entry)
    {
        await who.Page.GetByRole(AriaRole.Menuitem, new() { Name = entry, Exact = true }).WaitForAsync();
        await MovesTo("ArrowDown", entry, focused => focused == entry);
        await Presses("Enter");
    }

    /// <summary>Waits until what is called so has the focus: the app put it there.</summary>
    public Task IsAt(string name) => Eventually.Holds(async () => await FocusedAsync() is var focused && focused.Name == name ? null : $"{who.Name} is at `{focused.Name}` rather than at `{name}`");

    /// <inheritdoc cref="IsAt"/>
    public Task IsAtWhatSays(string part) => Eventually.Holds(async () => await FocusedAsync() is var focused && focused.Name.Contains(part, StringComparison.Ordinal) ? null : $"{who.Name} is at `{focused.Name}` rather than at `{part}`");

    private async Task MovesTo(string key, string name, Func<string, bool> isIt)
    {
        await Eventually.Holds(async () =>
        {
            var passed = new List<string>();
            for (var presses = 0; presses < MaxStops; presses++)
            {
                var focused = await FocusedAsync();
                if (focused.IsStop)
                    (focused.Name == "" || !focused.IsSeen).ShouldBeFalse($"{who.Name} comes to `{focused.Name}` ({focused.Html}) and hears or sees nothing of it");
                if (isIt(focused.Name))
                    return null;
                passed.Add(focused.Name);
                await who.Page.Keyboard.PressAsync(key);
            }

            return $"{who.Name} does not reach `{name}` with {key}: {string.Join(" | ", passed)}";
        });
    }

    private async Task<Stop> FocusedAsync() => (await who.Page.EvaluateAsync<JsonElement>(FocusedScript)).Deserialize<Stop>(JsonSerializerOptions.Web)!;

    private const string FocusedScript =
        """
        async () => {
          await new Promise((done) => setTimeout(done)); // menus and dialogs move the focus a turn later
          const at = document.activeElement;
          if (!at || at === document.body) return { name: '', isStop: false, isSeen: false, html: '' };
          const textOf = (element) => {
            if (!element) return '';
            const copy = element.cloneNode(true);
            for (const unheard of copy.querySelectorAll('[aria-hidden=true], kbd')) unheard.remove();
            return copy.textContent.replace(/\s+/g, ' ').trim();
          };
          const named = at.getAttribute('aria-labelledby')?.split(' ').map((id) => textOf(document.getElementById(id))).join(' ');
          // A panel is called like its tab.
          const kind = at.role === 'tabpanel' ? 'panel ' : '';
          const name = at.tagName === 'MAIN' ? 'main' : kind + (at.getAttribute('aria-label') ?? named ?? (at.labels?.length ? textOf(at.labels[0]) : textOf(at)));
          // A field shows its caret; what stands for a radio button is drawn around it; menus colour the entry.
          let isSeen = at.matches('input:not([type=radio], [type=checkbox]), textarea, [data-highlighted]');
          for (let element = at, up = 0; element && up < 3 && !isSeen; element = element.parentElement, up++) isSeen = getComputedStyle(element).outlineStyle !== 'none';
          return { name, isStop: at.tabIndex >= 0, isSeen, html: at.outerHTML.slice(0, 200) };
        }
        """;

    /// <param name="IsStop">Tab stops here, rather than that the app put the focus here.</param>
    /// <param name="IsSeen">There is something to see of it.</param>
    private sealed record Stop(string Name, bool IsStop, bool IsSeen, string Html);
}
