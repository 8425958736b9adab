namespace Parlance.Server;

/// <summary>What the program says to the person who started it; everything later goes to the log.</summary>
internal static class Terminal
{
#pragma warning disable RS0030 // the one place that speaks to the terminal
    public static void Line(string text) => Console.Out.WriteLine(text);

    public static void Error(string text) => Console.Error.WriteLine(text);

    /// <summary>A line from a pipe; or from a person, whose typing is not shown.</summary>
    public static string ReadSecret(string prompt)
    {
        if (Console.IsInputRedirected)
            return Console.In.ReadLine() ?? "";
        Console.Error.Write(prompt);
        var typed = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key != ConsoleKey.Backspace)
                typed.Append(key.KeyChar);
            else if (typed.Length > 0)
                typed.Length--;
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
#pragma warning restore RS0030

    /// <summary>One failure with what to do about it, to stderr.</summary>
    public static void Error(string what, string remedy) => Error($"parlance: {what}\n{remedy}");
}
