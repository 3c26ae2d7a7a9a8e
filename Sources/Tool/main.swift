print("scanwhy")
