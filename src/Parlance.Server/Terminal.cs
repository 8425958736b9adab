namespace Parlance.Server;

/// <summary>What the program says to the person who started it; everything later goes to the log.</summary>
internal static class Terminal
{
#pragma warning disable RS0030 // the one place that speaks to the terminal
    public static void Line(string text) => Console.Out.WriteLine(text);

    public static void Error(string text) => Console.Error.WriteLine(text);
#pragma warning restore RS0030

    /// <summary>One failure with what to do about it, to stderr.</summary>
    public static void Error(string what, string remedy) => Error($"parlance: {what}\n{remedy}");
}
