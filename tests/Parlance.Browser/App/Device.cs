using Microsoft.Playwright;

namespace Parlance.Browser.App;

/// <summary>What somebody holds in their hands.</summary>
public sealed record Device(string Name, int Width, int Height, bool IsTouch = false)
{
    public static readonly Device Desktop = new("desktop", 1280, 800);

    public static readonly Device Phone = new("phone", 390, 844, IsTouch: true);

    /// <summary>The narrowest that must work.</summary>
    public static readonly Device SmallPhone = new("small-phone", 360, 640, IsTouch: true);

    public BrowserNewContextOptions Options(ColorScheme theme = ColorScheme.Light, string language = "en-GB") => new()
    {
        ViewportSize = new ViewportSize { Width = Width, Height = Height },
        HasTouch = IsTouch,
        IsMobile = IsTouch,
        ColorScheme = theme,
        Locale = language,
        ReducedMotion = ReducedMotion.Reduce,
        Permissions = ["camera", "microphone", "clipboard-read", "clipboard-write"],
    };
}
