internal import Hummingbird

/// The style sheet, the script and the icon; they lie in the program.
extension ConsoleRoutes {
    func addAssets(to router: Router<Context>) {
        router.get("console/assets/style.css") { _, _ in
            Response(asset: PackageResources.style_css, type: "text/css; charset=utf-8")
        }
        router.get("console/assets/console.js") { _, _ in
            Response(asset: PackageResources.console_js, type: "text/javascript; charset=utf-8")
        }
        router.get("console/assets/icon.svg") { _, _ in
            Response(asset: PackageResources.icon_svg, type: "image/svg+xml")
        }
    }
}
