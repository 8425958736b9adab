namespace Parlance.Core.Accounts;

/// <summary>One picture in the four sizes that clients ask for. Each URL is absolute or starts with `/media/`.</summary>
public sealed record AvatarSet(string Thumbnail, string Small, string Medium, string Large);
