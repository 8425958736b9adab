using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Parlance.Browser.App;

/// <summary>Somebody who has a keyboard and nothing else.</summary>
public class KeyboardWalks(AppServer server) : IClassFixture<AppServer>
{
    [Fact]
    public async Task Everything_can_be_done_without_a_pointer()
    {
        await using var ana = await server.Visitor("Ana");
        await ana.Opens("");
        await TabsTo(ana, "Your name");
        await Types(ana, "Ana");
        await ana.Page.Keyboard.PressAsync("Enter");
        await ana.IsIn();

        // A room is made and written in.
        await TabsTo(ana, "Rooms");
        await Presses(ana, "Enter");
        await TabsTo(ana, "Create room");
        await Presses(ana, "Enter");
        await ana.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await TabsTo(ana, "Name");
        var room = $"Keys {Guid.NewGuid():N}"[..14];
        await Types(ana, room);
        await Presses(ana, "Enter");
        await ana.IsInAConversation();
        await TabsTo(ana, "Message");
        await Types(ana, "first");
        await Presses(ana, "Enter");
        await ana.Reads("You: first");

        // Edited with the arrow, as in a shell; then reacted to and deleted from the menu of the message.
        await Presses(ana, "ArrowUp");
        await Types(ana, " of all");
        await Presses(ana, "Enter");
        await ana.Reads("You: first of all");
        await TabsBackTo(ana, "You: first of all");
        await Presses(ana, "Enter");
        await ana.Page.GetByRole(AriaRole.Menuitem, new() { Name = "❤️" }).Or(ana.Page.GetByRole(AriaRole.Menuitem).First).First.WaitForAsync();
        await Presses(ana, "ArrowDown");
        await Presses(ana, "Enter");
        await ana.Message("first of all").GetByRole(AriaRole.Button, new() { NameRegex = new Regex(" 1, yours$") }).WaitForAsync();

        // The search, the details and back with Escape.
        await TabsTo(ana, "Search");
        await Presses(ana, "Enter");
        await ana.Page.GetByRole(AriaRole.Searchbox).WaitForAsync();
        await Presses(ana, "Escape");

        // A profile is changed, the theme is chosen.
        await TabsTo(ana, "Settings");
        await Presses(ana, "Enter");
        await TabsTo(ana, "About you");
        await Types(ana, "Keys only.");
        await TabsTo(ana, "Save");
        await Presses(ana, "Enter");
        await ana.Sees("Saved.");

        // A stranger is looked for, and not any more.
        await TabsTo(ana, "Random");
        await Presses(ana, "Enter");
        await TabsTo(ana, "Start");
        await Presses(ana, "Enter");
        await ana.SeesHeading("Looking for somebody…");
        await TabsTo(ana, "Stop looking");
        await Presses(ana, "Enter");
        await ana.Button("Start").WaitForAsync();
    }

    private static Task Presses(AppPage who, string key) => who.Page.Keyboard.PressAsync(key);

    private static Task Types(AppPage who, string text) => who.Page.Keyboard.TypeAsync(text);

    private static Task TabsTo(AppPage who, string name) => MovesTo(who, name, "Tab");

    private static Task TabsBackTo(AppPage who, string name) => MovesTo(who, name, "Shift+Tab");

    /// <summary>Presses the key until what is called so has the focus.</summary>
    private static async Task MovesTo(AppPage who, string name, string key)
    {
        var passed = new List<string>();
        await Eventually.Holds(async () =>
        {
            for (var presses = 0; presses < 60; presses++)
            {
                var focused = await FocusedAsync(who.Page);
                if (focused == name)
                    return null;
                passed.Add(focused);
                await who.Page.Keyboard.PressAsync(key);
            }

            return $"`{name}` is not reached by {key}: {string.Join(", ", passed.TakeLast(60))}";
        });
    }

    /// <summary>What has the focus, by the name that assistive technology gives it.</summary>
    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>(
        """
        () => {
          const e = document.activeElement;
          if (!e || e === document.body) return '';
          return (e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent ?? '').trim();
        }
        """);
}
